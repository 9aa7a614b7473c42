package io.hyperspace.space.particle;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;

/** The short form of a particle: {@code point<Kind>} and status. */
public record Stub(Point point, Kind kind, Status status) {
    @Override
    public String toString() {
        return point + "<" + kind + ">";
    }
}
