package io.hyperspace.lane;

import io.hyperspace.codec.Stored;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Opens a lane.
 *
 * @param gravity where the lane's waves go from now on
 * @param epoch names this life of the gravity; numbers start at 1 again in each
 */
public record Greet(ActorRef<GravityCommand> gravity, long epoch) implements Lane.Command, Stored {}
