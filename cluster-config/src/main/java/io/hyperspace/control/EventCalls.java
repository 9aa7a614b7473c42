package io.hyperspace.control;

import io.hyperspace.driver.Services;
import io.hyperspace.driver.Waves;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.selector.Selector;
import io.hyperspace.watch.Watch;
import io.hyperspace.watch.WatchEvent;
import io.hyperspace.watch.Watches;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what happens to what a selector picks, as server-sent events, on the authority of who calls. The events go on until
 * the caller goes or may not be here any more, or the server stops.
 */
final class EventCalls {

    private static final Logger LOG = LoggerFactory.getLogger(EventCalls.class);

    /** A connection on which nothing is sent for much longer would be taken for a dead one. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final ByteString COMMENT = ByteString.fromString(": still here\n\n");
    private static final int MAX_SELECTOR = 8 << 10;

    private final ActorSystem<?> system;
    private final Gatekeeper gatekeeper;
    private final Waves waves;
    private final Watches watches;
    private final SharedKillSwitch end = KillSwitches.shared("events");

    EventCalls(Services services, Gatekeeper gatekeeper) {
        this.system = services.system();
        this.gatekeeper = gatekeeper;
        this.waves = services.waves();
        this.watches = services.watches();
    }

    /** Begins to tell; the stage fails with 400 for what cannot be watched, and with 429 when too many watch. */
    CompletionStage<HttpResponse> open(HttpRequest request, Caller caller) {
        request.entity().discardBytes(system);
        Selector selector = selector(request);
        Fault full = watches.refusal();
        if (full != null) {
            throw full.toException();
        }
        if (caller.acting()) {
            LOG.info("{}: watch {}", caller, selector);
        }
        Watch watch = Watch.of(selector, caller.agent(), () -> valid(caller));
        Source<ByteString, ?> frames = watches.events(watch)
                .map(EventCalls::frame)
                .keepAlive(HEARTBEAT, () -> COMMENT)
                .via(end.flow());
        return CompletableFuture.completedFuture(HttpResponse.create()
                .withEntity(HttpEntities.createChunked(MediaTypes.TEXT_EVENT_STREAM.toContentType(), frames))
                .addHeader(RawHeader.create("Cache-Control", "no-store"))
                .addHeader(RawHeader.create("X-Content-Type-Options", "nosniff")));
    }

    /** Ends all that is told, and whatever is asked for from now on. */
    void end() {
        end.shutdown();
    }

    private static Selector selector(HttpRequest request) {
        String text = request.getUri().query().get("watch").orElse("");
        if (text.isEmpty() || text.length() > MAX_SELECTOR) {
            throw ControlFaults.nothingToWatch(MAX_SELECTOR).toException();
        }
        return Language.selector(text);
    }

    /** Whether the caller may still come as the agent: the token lasts, and the particle is there. */
    private CompletionStage<?> valid(Caller caller) {
        return gatekeeper.still(caller).thenCompose(still -> {
            if (!(still.agent() instanceof Agent.Particle particle)) {
                return CompletableFuture.completedFuture(still);
            }
            return waves.record(particle.point()).thenApply(record -> {
                if (record.status() == Status.DELETED) {
                    throw Faults.noSuchPoint(particle.point().toString()).toException();
                }
                return still;
            });
        });
    }

    private static ByteString frame(WatchEvent event) {
        var json = EventJson.of(event);
        return ByteString.fromString("event: " + json.get("event").asText() + "\ndata: " + json + "\n\n");
    }
}
