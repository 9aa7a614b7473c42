package io.hyperspace.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hyperspace.codec.OutgoingFrame;
import io.hyperspace.codec.RippleFrame;
import io.hyperspace.codec.SpaceJson;
import io.hyperspace.codec.WaveFrames;
import io.hyperspace.driver.Services;
import io.hyperspace.driver.Waves;
import io.hyperspace.drivers.content.RippleJson;
import io.hyperspace.drivers.global.GlobalDriver;
import io.hyperspace.ripple.Bounce;
import io.hyperspace.ripple.EchoList;
import io.hyperspace.ripple.Outcome;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.trace.TraceHeaders;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Ripple;
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
 * frame, a signal with 202 once it is accepted, a ripple with its echoes. Who waits for a pong waits no longer than a command may take; the wave may
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
    private final long maxEchoes;

    WaveCalls(Services services, ControlSettings settings, Gatekeeper gatekeeper) {
        this.system = services.system();
        this.settings = settings;
        this.gatekeeper = gatekeeper;
        this.waves = services.waves();
        this.latest = services.config().getDuration("delivery.dedup-window");
        this.signalTime = services.config().getDuration("delivery.signal-time");
        this.maxEchoes = services.config().getBytes("command.max-result");
    }

    /**
     * Sends what the request says; the stage fails when it cannot be read, or a signal is not accepted.
     *
     * @param trace what the request's own headers say of a trace; what the wave says itself comes first
     */
    CompletionStage<HttpResponse> send(HttpEntity entity, Caller caller, Headers trace) {
        return read(entity).thenCompose(json -> {
            return WaveFrames.outgoing(
                    json, frame -> one(frame, json, caller, trace), frame -> ripple(frame, json, caller, trace));
        });
    }

    private CompletionStage<HttpResponse> one(OutgoingFrame frame, JsonNode json, Caller caller, Headers trace) {
        refuseInfrastructure(frame.method());
        boolean isWaitedFor = frame.kind() == OutgoingFrame.Kind.PING || frame.handling() != Handling.DURABLE;
        long deadline = deadline(isWaitedFor, WaveFrames.deadline(json));
        return gatekeeper.still(caller).thenCompose(still -> send(frame, deadline, still, trace));
    }

    /** All echoes that are waited for come in one answer, before a command would have to be answered. */
    private CompletionStage<HttpResponse> ripple(RippleFrame frame, JsonNode json, Caller caller, Headers trace) {
        refuseInfrastructure(frame.method());
        long deadline = deadline(true, WaveFrames.deadline(json));
        return gatekeeper.still(caller).thenCompose(still -> {
            tell(still, "RIPPLE", frame.method(), frame.to());
            Headers headers = TraceHeaders.in(frame.headers(), trace);
            Head head = head(still, frame.method(), frame.uri(), headers, frame.body(), frame.handling(), deadline);
            EchoList echoes = new EchoList(maxEchoes);
            return waves.ripple(new Ripple(head, frame.to()), new Bounce(frame.echoes(), settings.timeout()), echoes)
                    .thenApply(outcome -> gathered(outcome, echoes, frame.echoes()));
        });
    }

    private static HttpResponse gathered(Outcome outcome, EchoList echoes, int wanted) {
        return JsonResponses.of(
                outcome.fault() != null
                        ? CommandResult.of(outcome.fault())
                        : CommandResult.of(RippleJson.status(outcome, echoes, wanted), RippleJson.of(outcome, echoes)));
    }

    private static void refuseInfrastructure(Method method) {
        if (method.family() == Method.Family.HYP) {
            throw Faults.infrastructureOnly(method.toString()).toException();
        }
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

    private long deadline(boolean isWaitedFor, OptionalLong wanted) {
        long now = System.currentTimeMillis();
        long deadline = wanted.orElse(now + (isWaitedFor ? settings.timeout() : signalTime).toMillis());
        if (deadline > now + latest.toMillis()) {
            throw Faults.deadlineTooFar(latest).toException();
        }
        return deadline;
    }

    private CompletionStage<HttpResponse> send(OutgoingFrame frame, long deadline, Caller caller, Headers trace) {
        tell(caller, frame.kind().name(), frame.method(), frame.to());
        Headers headers = TraceHeaders.in(frame.headers(), trace);
        Head head = head(caller, frame.method(), frame.uri(), headers, frame.body(), frame.handling(), deadline);
        if (frame.kind() == OutgoingFrame.Kind.SIGNAL) {
            return waves.signal(new Signal(head, frame.to())).thenApply(accepted -> accepted(head.id()));
        }
        long until = System.currentTimeMillis() + settings.timeout().toMillis();
        return waves.ping(new Ping(head, frame.to()), until).thenApply(WaveCalls::reflected);
    }

    private static void tell(Caller caller, String kind, Method method, Object to) {
        if (caller.acting()) {
            LOG.info("{}: {} {} to {}", caller, kind, method, to);
        }
    }

    private static Head head(
            Caller caller,
            Method method,
            String uri,
            Headers headers,
            Substance body,
            Handling handling,
            long deadline) {
        return new Head(
                WaveId.next(),
                GlobalDriver.WAVES,
                caller.agent(),
                method,
                uri,
                headers,
                body,
                handling,
                deadline,
                List.of());
    }

    private static HttpResponse accepted(WaveId id) {
        JsonNode result = JsonNodeFactory.instance.objectNode().put("id", id.toString());
        return JsonResponses.of(CommandResult.of(202, result));
    }

    private static HttpResponse reflected(Pong pong) {
        return JsonResponses.of(pong.status(), new String(WaveFrames.toJsonBytes(pong), StandardCharsets.UTF_8));
    }
}
