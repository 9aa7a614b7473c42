package io.hyperspace.lane;

import io.hyperspace.codec.Stored;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A lane has taken all returns up to a number.
 *
 * @param turn the last of them
 */
public record Took(ActorRef<Lane.Command> lane, long turn) implements GravityCommand, Stored {}
