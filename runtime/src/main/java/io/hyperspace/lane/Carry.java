package io.hyperspace.lane;

import io.hyperspace.codec.Stored;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Reflected;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * A wave on a lane.
 *
 * @param lane whom to tell that it was admitted
 * @param number counts the lane's waves in this epoch, from 1
 * @param wave the wave
 * @param replyTo who takes the answer; null for a signal
 */
public record Carry(
        ActorRef<Lane.Command> lane,
        long number,
        Directed wave,
        @Nullable ActorRef<Reflected> replyTo) implements GravityCommand, Stored {}
