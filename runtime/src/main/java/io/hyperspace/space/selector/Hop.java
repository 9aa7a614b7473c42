package io.hyperspace.space.selector;

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
    public sealed interface SegmentPattern {}

    /** Exactly this text; a directory's ends in a slash, the file root is a slash. */
    public record Exact(String text) implements SegmentPattern {}

    /** One segment of any text. */
    public record AnyOne() implements SegmentPattern {}

    /** One segment or more of any text. */
    public record AnyMany() implements SegmentPattern {}

    /** A version in an npm-style range. */
    public record InRange(String range) implements SegmentPattern {}
}
