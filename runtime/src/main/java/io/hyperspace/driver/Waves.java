package io.hyperspace.driver;

import io.hyperspace.ripple.Bounce;
import io.hyperspace.ripple.Outcome;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.wave.Echo;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Ripple;
import io.hyperspace.space.wave.Signal;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Sends waves into the Hyperverse. For infrastructure: it sends what it is given, {@code from} and agent included. */
public interface Waves {

    /** Sends a ping; faults come as pongs, the stage does not fail, and it completes by the ping's deadline. */
    CompletionStage<Pong> ping(Ping ping);

    /**
     * As {@link #ping(Ping)}, but answered with 408 at a time before the deadline when no pong has come by then; the wave
     * goes on.
     *
     * @param until Unix milliseconds
     */
    CompletionStage<Pong> ping(Ping ping, long until);

    /**
     * Sends a signal.
     *
     * @return completes when the signal is accepted, which for a durable one is when it is on disk or its target has
     *     answered; fails with a {@link io.hyperspace.space.error.HyperspaceException} when it was not
     */
    CompletionStage<Void> signal(Signal signal);

    /**
     * Sends a ripple: a ping to each particle that its selector picks and its agent may see, which answers with what the
     * listener gets as an echo. Nothing blocks.
     *
     * @param bounce how much is to come back
     * @param listener is told of each echo that is waited for, one after the other, and must return at once
     * @return what became of it; a refusal is an outcome too, the stage does not fail, and it completes by the deadline
     */
    CompletionStage<Outcome> ripple(Ripple ripple, Bounce bounce, Consumer<Echo> listener);

    /** The record of a point, from this Machine's copy; 404 when there is none. */
    CompletionStage<ParticleRecord> record(Point point);

    /** What an agent may do with a point by the rules of now; a change that was answered before the call is in it. */
    CompletionStage<Access> access(Agent agent, Point point);
}
