package io.hyperspace.registry.index;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.selector.Hop;
import io.hyperspace.space.selector.Selector;

/**
 * The part of the index, in the order of texts, that a selector can pick from.
 *
 * @param from the first text that belongs to it
 * @param to the first text behind it
 */
public record PointRange(String from, String to) {

    /** Behind every character of a point. */
    private static final String END = "\u007f";

    /** What lies at or below the longest exact prefix of a selector. */
    public static PointRange of(Selector selector) {
        Point prefix = exactPrefix(selector);
        if (prefix.isRoot()) {
            return new PointRange("", END);
        }
        return new PointRange(prefix.toString(), prefix + END);
    }

    /** What lies below the longest exact prefix of a selector, itself left out. */
    public static PointRange below(Selector selector) {
        Point prefix = exactPrefix(selector);
        return prefix.isRoot() ? new PointRange("", END) : new PointRange(prefix + ":", prefix + ":" + END);
    }

    /** The longest point that every match of the selector is at or below. */
    public static Point exactPrefix(Selector selector) {
        Point prefix = Point.ROOT;
        if (selector.fromRoot()) {
            return prefix;
        }
        for (Hop hop : selector.hops()) {
            if (!(hop.segment() instanceof Hop.Exact exact)) {
                return prefix;
            }
            prefix = prefix.child(exact.text());
            if (hop.inclusive()) {
                return prefix;
            }
        }
        return prefix;
    }
}
