package io.hyperspace.registry.index;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.selector.Hop;
import io.hyperspace.space.selector.Selector;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of the index in the order of texts, which is that of their bytes: points are ASCII. A point's own row and those
 * below it lie apart, for {@code a-b} comes between {@code a} and {@code a:b}.
 *
 * @param from the first text that belongs to it
 * @param to the first text behind it
 */
public record PointRange(String from, String to) {

    /** Before every character of a point, and behind. */
    private static final String START = "\u0001";

    private static final String END = "\u007f";

    private static final PointRange ALL = new PointRange("", END);

    /** What a selector can pick from, in order. */
    public static List<PointRange> of(Selector selector) {
        if (selector.fromRoot()) {
            return List.of(selector.hops().isEmpty() ? only(Point.ROOT) : ALL);
        }
        List<Hop> hops = selector.hops();
        int exact = 0;
        boolean ends = false;
        while (!ends && exact < hops.size() && hops.get(exact).segment() instanceof Hop.Exact) {
            ends = hops.get(exact).inclusive();
            exact++;
        }
        Point prefix = selector.exactPrefix();
        List<PointRange> ranges = new ArrayList<>();
        if (ends || exact == hops.size()) {
            ranges.add(only(prefix));
        }
        if (exact < hops.size()) {
            ranges.add(below(prefix));
        }
        return ranges;
    }

    private static PointRange only(Point point) {
        return new PointRange(point.toString(), point + START);
    }

    /** What lies below a point, itself left out. */
    public static PointRange below(Point point) {
        if (point.isRoot()) {
            return ALL;
        }
        String text = point.toString();
        String start = text.endsWith("/") ? text : text + ":";
        return new PointRange(start + START, start + END);
    }

    /** What lies below the longest exact prefix of a selector, itself left out. */
    public static PointRange below(Selector selector) {
        return below(exactPrefix(selector));
    }

    /** The longest point that every match of the selector is at or below. */
    public static Point exactPrefix(Selector selector) {
        return selector.exactPrefix();
    }
}
