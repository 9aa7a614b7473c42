package io.hyperspace.driver;

import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Pong;
import java.util.concurrent.CompletionStage;
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
     * @return completes when the signal is accepted: at once, when it is kept in memory, or when it is on disk, by its
     *     handling; fails when it was not
     */
    CompletionStage<Void> signal(@Nullable Directed cause, Outgoing signal);

    /**
     * Opens the particle's durable state. Called at most once for each life of the particle; the state stays open until
     * the particle stops.
     */
    CompletionStage<DurableState> openState();

    /** A wave that a particle sends; infrastructure fills in the rest. */
    record Outgoing(Point to, Method method, String uri, Headers headers, Substance body, Handling handling) {

        /** One that is kept in memory only. */
        public Outgoing(Point to, Method method, String uri, Headers headers, Substance body) {
            this(to, method, uri, headers, body, Handling.IMMEDIATE);
        }
    }
}
