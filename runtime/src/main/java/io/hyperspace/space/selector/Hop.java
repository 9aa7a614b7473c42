package io.hyperspace.space.selector;

import io.hyperspace.space.point.VersionRange;
import org.jspecify.annotations.Nullable;

/**
 * One step of a selector.
 *
 * @param segment what the segment's text may be
 * @param kind what the kind there may be; null for any
 * @param inclusive whether the selector also matches when the hierarchy ends here
 */
public record Hop(SegmentPattern segment, @Nullable KindPattern kind, boolean inclusive) {

    /** What a segment's text may be. */
    public sealed interface SegmentPattern {
        /** The pattern as it is written; a directory's ends in a slash. */
        String text();

        /** Whether it stands for several segments in a row. */
        default boolean isMany() {
            return false;
        }

        /** Whether it takes segments of every text and sort. */
        default boolean isAnything() {
            return false;
        }
    }

    /**
     * Exactly this text; a directory's ends in a slash, the file root is a slash. The first segment's may begin with a
     * route, as in {@code GLOBAL::executor}; without one it matches only points without one.
     */
    public record Exact(String text) implements SegmentPattern {}

    /** One segment of any text. */
    public record AnyOne() implements SegmentPattern {
        @Override
        public String text() {
            return "*";
        }

        @Override
        public boolean isAnything() {
            return true;
        }
    }

    /** One segment or more of any text. */
    public record AnyMany() implements SegmentPattern {
        @Override
        public String text() {
            return "**";
        }

        @Override
        public boolean isMany() {
            return true;
        }

        @Override
        public boolean isAnything() {
            return true;
        }
    }

    /**
     * A directory of any name, or with {@code many} one or more in a row.
     *
     * @param many whether there may be several
     */
    public record AnyDirectory(boolean many) implements SegmentPattern {
        @Override
        public String text() {
            return many ? "**/" : "*/";
        }

        @Override
        public boolean isMany() {
            return many;
        }
    }

    /** A version in an npm-style range. */
    public record InRange(VersionRange range) implements SegmentPattern {
        @Override
        public String text() {
            return "(" + range + ")";
        }
    }
}
