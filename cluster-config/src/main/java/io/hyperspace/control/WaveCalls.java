package io.hyperspace.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hyperspace.codec.OutgoingFrame;
import io.hyperspace.codec.SpaceJson;
import io.hyperspace.codec.WaveFrames;
import io.hyperspace.driver.Services;
import io.hyperspace.driver.Waves;
import io.hyperspace.drivers.global.GlobalDriver;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the wave that a request's frame describes, on the authority of who calls. A ping is answered with the reflected
 * frame, a signal with 202 once it is accepted. Who waits for a pong waits no longer than a command may take; the wave may
 * have longer.
 */
final class WaveCalls {

    private static final Logger LOG = LoggerFactory.getLogger(WaveCalls.class);

    private final ActorSystem<?> system;
    private final ControlSettings settings;
    private final Gatekeeper gatekeeper;
    private final Waves waves;
    private final Duration latest;
    private final Duration signalTime;

    WaveCalls(Services services, ControlSettings settings, Gatekeeper gatekeeper) {
        this.system = services.system();
        this.settings = settings;
        this.gatekeeper = gatekeeper;
        this.waves = services.waves();
        this.latest = services.config().getDuration("delivery.dedup-window");
        this.signalTime = services.config().getDuration("delivery.signal-time");
    }

    /** Sends what the request says; the stage fails when it cannot be read, or a signal is not accepted. */
    CompletionStage<HttpResponse> send(HttpEntity entity, Caller caller) {
        return read(entity).thenCompose(json -> {
            OutgoingFrame frame = WaveFrames.outgoing(json);
            if (frame.method().family() == Method.Family.HYP) {
                throw Faults.infrastructureOnly(frame.method().toString()).toException();
            }
            long deadline = deadline(frame, WaveFrames.deadline(json));
            return gatekeeper.still(caller).thenCompose(still -> send(frame, deadline, still));
        });
    }

    private CompletionStage<JsonNode> read(HttpEntity entity) {
        boolean isJson = entity.getContentType().mediaType().equals(ContentTypes.APPLICATION_JSON.mediaType());
        return entity.withSizeLimit(settings.maxBody())
                .getDataBytes()
                .completionTimeout(settings.readTimeout())
                .runFold(new BoundedBytes("the wave", settings.maxWave()), BoundedBytes::add, system)
                .thenApply(bytes -> {
                    if (!isJson) {
                        throw ControlFaults.unreadableWave("it is not application/json")
                                .toException();
                    }
                    return SpaceJson.parse(bytes.toArray());
                });
    }

    private long deadline(OutgoingFrame frame, OptionalLong wanted) {
        long now = System.currentTimeMillis();
        boolean isWaitedFor = frame.kind() == OutgoingFrame.Kind.PING || frame.handling() != Handling.DURABLE;
        long deadline = wanted.orElse(now + (isWaitedFor ? settings.timeout() : signalTime).toMillis());
        if (deadline > now + latest.toMillis()) {
            throw Faults.deadlineTooFar(latest).toException();
        }
        return deadline;
    }

    private CompletionStage<HttpResponse> send(OutgoingFrame frame, long deadline, Caller caller) {
        if (caller.acting()) {
            LOG.info("{}: {} {} to {}", caller, frame.kind(), frame.method(), frame.to());
        }
        Head head = new Head(
                WaveId.next(),
                GlobalDriver.CONTROL,
                caller.agent(),
                frame.method(),
                frame.uri(),
                frame.headers(),
                frame.body(),
                frame.handling(),
                deadline,
                List.of());
        if (frame.kind() == OutgoingFrame.Kind.SIGNAL) {
            return waves.signal(new Signal(head, frame.to())).thenApply(accepted -> accepted(head.id()));
        }
        long until = System.currentTimeMillis() + settings.timeout().toMillis();
        return waves.ping(new Ping(head, frame.to()), until).thenApply(WaveCalls::reflected);
    }

    private static HttpResponse accepted(WaveId id) {
        JsonNode result = JsonNodeFactory.instance.objectNode().put("id", id.toString());
        return JsonResponses.of(CommandResult.of(202, result));
    }

    private static HttpResponse reflected(Pong pong) {
        return JsonResponses.of(pong.status(), new String(WaveFrames.toJsonBytes(pong), StandardCharsets.UTF_8));
    }
}
