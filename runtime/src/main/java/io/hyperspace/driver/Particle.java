package io.hyperspace.driver;

import io.hyperspace.space.wave.Directed;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The core of a particle, while it is active. The runtime calls all methods on the particle's actor, one at a time, and
 * none may block; an answer may come later, on any thread.
 */
public interface Particle {

    /** Gets ready. Waves wait until the stage completes; a failure counts against the particle's restart budget. */
    default CompletionStage<Void> start() {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Handles one wave, whose access and route have been checked.
     *
     * @return the reply, ignored for a signal; a stage that fails with a
     *     {@link io.hyperspace.space.error.HyperspaceException} becomes a reply with that fault, any other failure 500
     */
    CompletionStage<Reply> handle(Directed wave);

    /**
     * Whether it takes one wave after the other, so that a ping it waits for must not come back to it. Such a ping is
     * refused with 409.
     */
    default boolean isSerial() {
        return false;
    }

    /** Whether it may be stopped when it has had nothing to do for a while. */
    default boolean isPassivatable() {
        return true;
    }

    /**
     * What planned moves carry along; null when this particle has nothing of the kind, as most. It is asked for when the
     * particle has started, and must be the same until it stops. Who carries memory does well not to be passivated.
     */
    default @Nullable Memory memory() {
        return null;
    }

    /** Lets go of what it holds; no method is called afterwards. */
    default void stop() {}
}
