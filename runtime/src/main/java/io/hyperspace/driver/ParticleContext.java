package io.hyperspace.driver;

import io.hyperspace.ripple.Bounce;
import io.hyperspace.ripple.Outcome;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.selector.Selector;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Echo;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.watch.Reached;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the runtime offers to one particle. All methods may be called from any thread. */
public interface ParticleContext {

    /** The record as it was when the particle started. */
    ParticleRecord record();

    default Point point() {
        return record().point();
    }

    /** What all particles of this Machine share. */
    Services services();

    /**
     * Sends a ping. The runtime stamps {@code from} and {@code agent} with this particle.
     *
     * @param cause the wave that is being handled, whose chain and deadline the ping inherits; null outside of one
     * @return the pong; faults come as pongs, the stage does not fail
     */
    CompletionStage<Pong> ping(@Nullable Directed cause, Outgoing ping);

    /**
     * Sends a signal, stamped likewise. A durable one has a deadline of its own, for nobody waits for it.
     *
     * @return completes when the signal is accepted: at once, when it is kept in memory, or when it is on disk or was
     *     answered, by its handling; fails when it was not
     */
    CompletionStage<Void> signal(@Nullable Directed cause, Outgoing signal);

    /**
     * Sends a ripple, stamped likewise. It goes to what this particle may see of what the selector picks.
     *
     * @param bounce how much is to come back
     * @param listener is told of each echo that is waited for, on any thread, one after the other, and must return at once
     * @return what became of it; the stage does not fail
     */
    CompletionStage<Outcome> ripple(
            @Nullable Directed cause, OutgoingRipple ripple, Bounce bounce, Consumer<Echo> listener);

    /**
     * Tells those who watch this particle something. Nobody answers.
     *
     * @return how many took it; fails with 413 for a body that is too large
     */
    CompletionStage<Reached> tellWatchers(Method method, String uri, Substance body);

    /**
     * Opens the particle's durable state. Called at most once for each life of the particle; the state stays open until
     * the particle stops.
     */
    CompletionStage<DurableState> openState();

    /** A ripple that a particle sends; infrastructure fills in the rest. */
    record OutgoingRipple(Selector to, Method method, String uri, Headers headers, Substance body, Handling handling) {}

    /** A wave that a particle sends; infrastructure fills in the rest. */
    record Outgoing(Point to, Method method, String uri, Headers headers, Substance body, Handling handling) {

        /** One that is kept in memory only. */
        public Outgoing(Point to, Method method, String uri, Headers headers, Substance body) {
            this(to, method, uri, headers, body, Handling.IMMEDIATE);
        }
    }
}
