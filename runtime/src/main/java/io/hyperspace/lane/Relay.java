package io.hyperspace.lane;

import io.hyperspace.space.point.StarKey;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A star that waves pass on their way to another.
 *
 * @param star the star
 * @param gravity its gravity, which passes them on
 */
public record Relay(StarKey star, ActorRef<GravityCommand> gravity) {}
