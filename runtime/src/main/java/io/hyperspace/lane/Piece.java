package io.hyperspace.lane;

import io.hyperspace.space.point.Point;

/**
 * A part of a wave as its lane keeps it until it is admitted.
 *
 * @param cut the wave
 * @param index counts its parts from 0
 */
record Piece(Cut cut, int index) implements Lane.Item {

    @Override
    public Point target() {
        return cut.send().target();
    }

    boolean isLast() {
        return cut.isLast(index);
    }
}
