package io.hyperspace.space.wave;

import io.hyperspace.space.point.Point;

/** A wave that nothing answers. */
public record Signal(Head head, Point to) implements Directed {
    @Override
    public Signal withHead(Head other) {
        return new Signal(other, to);
    }
}
