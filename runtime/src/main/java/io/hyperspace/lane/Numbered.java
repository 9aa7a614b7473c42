package io.hyperspace.lane;

import io.hyperspace.space.point.Point;
import org.apache.pekko.actor.typed.ActorRef;

/** What a lane carries to a gravity, which admits it in the order of its numbers, each once. */
public sealed interface Numbered extends GravityCommand permits Carry, Mark, Part {

    /** Whom to tell that it was admitted, and who takes it back. */
    ActorRef<Lane.Command> lane();

    /** Counts what the lane carries in this epoch, from 1. */
    long number();

    /** The particle that it is for. */
    Point target();
}
