package io.hyperspace.space.security;

import io.hyperspace.space.point.Point;

/** On whose authority something is done. Infrastructure stamps it; nobody chooses their own. */
public sealed interface Agent {

    Agent ANONYMOUS = new Anonymous();
    Agent HYPERUSER = new Hyperuser();

    /** Nobody in particular. */
    record Anonymous() implements Agent {
        @Override
        public String toString() {
            return "anonymous";
        }
    }

    /** The one who may do everything. */
    record Hyperuser() implements Agent {
        @Override
        public String toString() {
            return "hyperuser";
        }
    }

    /** A particle, often a User. */
    record Particle(Point point) implements Agent {
        @Override
        public String toString() {
            return point.toString();
        }
    }

    static Agent of(Point point) {
        return new Particle(point);
    }

    /** The agent that prints as the text. */
    static Agent parse(String text) {
        return switch (text) {
            case "anonymous" -> ANONYMOUS;
            case "hyperuser" -> HYPERUSER;
            default -> new Particle(Point.parse(text));
        };
    }
}
