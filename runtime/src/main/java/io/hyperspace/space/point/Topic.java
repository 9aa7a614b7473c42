package io.hyperspace.space.point;

import java.util.List;
import java.util.UUID;

/** Which of the conversations at a layer is meant. Each prints as it stands in a surface. */
public sealed interface Topic {

    Topic NONE = new None();
    Topic ANY = new Any();
    Topic NOT = new Not();
    Topic CLI = new Cli();

    /** No topic; it prints as nothing. */
    record None() implements Topic {
        @Override
        public String toString() {
            return "";
        }
    }

    /** Every topic. */
    record Any() implements Topic {
        @Override
        public String toString() {
            return "Topic<*>";
        }
    }

    /** What has no topic. */
    record Not() implements Topic {
        @Override
        public String toString() {
            return "Topic<!>";
        }
    }

    /** A command line. */
    record Cli() implements Topic {
        @Override
        public String toString() {
            return "Topic<Cli>";
        }
    }

    /** A conversation with an id; its hexadecimal digits are printed in lower case. */
    record Uuid(UUID id) implements Topic {
        @Override
        public String toString() {
            return "Topic<Uuid>(" + id + ")";
        }
    }

    /**
     * A name of several parts.
     *
     * @param parts 1 to 64, each like a base in a point
     */
    record Path(List<String> parts) implements Topic {

        public static final int MAX_PARTS = Point.MAX_SEGMENTS;

        public Path {
            parts = List.copyOf(parts);
            if (parts.isEmpty() || parts.size() > MAX_PARTS || !parts.stream().allMatch(Path::isPart)) {
                throw new IllegalArgumentException("a topic's path has 1 to " + MAX_PARTS + " names");
            }
        }

        /** Whether a text may be a part. */
        public static boolean isPart(String text) {
            return PlainPoint.isBase(text);
        }

        @Override
        public String toString() {
            return "Topic<Path>(" + String.join(":", parts) + ")";
        }
    }
}
