package io.hyperspace.space.wave;

import io.hyperspace.space.point.Point;

/** A wave that one {@link Pong} answers. */
public record Ping(Head head, Point to) implements Directed {
    @Override
    public Ping withHead(Head other) {
        return new Ping(other, to);
    }
}
