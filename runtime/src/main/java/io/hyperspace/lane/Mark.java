package io.hyperspace.lane;

import io.hyperspace.codec.Stored;
import io.hyperspace.space.point.Point;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Follows the waves of one target through a lane and comes back behind all of them that come back: when the lane table has
 * it again, no wave to the target is on that lane any more.
 *
 * @param lane see {@link Numbered#lane}
 * @param number see {@link Numbered#number}
 * @param target the particle
 * @param flush tells one mark of the lane table from another
 */
public record Mark(ActorRef<Lane.Command> lane, long number, Point target, long flush) implements Numbered, Stored {}
