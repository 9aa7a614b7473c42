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

    /**
     * A particle, often a User. One whose point reads like an agent that is no particle prints from the root on, as
     * {@code ...:hyperuser}, so that nobody becomes more than they are by the name of their particle.
     */
    record Particle(Point point) implements Agent {

        private static final String FROM_ROOT = "...:";

        @Override
        public String toString() {
            String text = point.toString();
            boolean taken = text.equals(ANONYMOUS.toString()) || text.equals(HYPERUSER.toString());
            return taken ? FROM_ROOT + text : text;
        }

        private static Particle parse(String text) {
            return new Particle(Point.parse(text.startsWith(FROM_ROOT) ? text.substring(FROM_ROOT.length()) : text));
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
            default -> Particle.parse(text);
        };
    }
}
