package io.hyperspace.space.wave;

import io.hyperspace.space.point.Point;

/** A wave that comes back. */
public sealed interface Reflected extends Wave permits Pong, Echo {

    /** The wave that this one answers. */
    WaveId of();

    /** Who answers. */
    Point from();

    /** An HTTP-like status, 100 to 599. */
    int status();

    default boolean isOk() {
        return status() < 400;
    }
}
