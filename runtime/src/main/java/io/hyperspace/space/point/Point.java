package io.hyperspace.space.point;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The address of a particle, such as {@code localhost:users:scott} or {@code repo:site:1.0.0:/html/index.html}. A value:
 * equal texts are equal points, and printing a point gives the text that parses back to it. At most 1,024 bytes and 64
 * segments, each of at most 128 bytes.
 */
public final class Point implements Comparable<Point> {

    public static final int MAX_BYTES = 1024;
    public static final int MAX_SEGMENTS = 64;
    public static final int MAX_SEGMENT_BYTES = 128;

    /** The root of all points. */
    public static final Point ROOT = new Point(Route.HERE, List.of());

    private final Route route;
    private final String text;
    private final int hash;

    /** Null for a plain point, of which {@link PlainPoint} knows all by its text: there are as many points as particles. */
    private final @Nullable List<Segment> segments;

    private Point(Route route, List<Segment> segments) {
        this(route, segments, print(route, segments));
    }

    /** @param segments null for a plain point */
    Point(Route route, @Nullable List<Segment> segments, String text) {
        this.route = route;
        this.segments = segments;
        this.text = text;
        this.hash = text.hashCode();
    }

    /**
     * The point that a text names.
     *
     * @throws io.hyperspace.space.error.HyperspaceException with status 400 and a span if the text is not a point
     */
    public static Point parse(String text) {
        return PointParser.parse(text);
    }

    public Route route() {
        return route;
    }

    /** Its parts; of a plain point they are made anew each time. */
    public List<Segment> segments() {
        return segments == null ? PlainPoint.segments(text) : segments;
    }

    /** How many segments it has, without making them. */
    public int depth() {
        return segments == null ? PlainPoint.depth(text) : segments.size();
    }

    /** Whether this is ROOT, or the root of a route such as {@code [hub]::ROOT}. */
    public boolean isRoot() {
        return segments != null && segments.isEmpty();
    }

    /** The last segment. */
    public Segment last() {
        List<Segment> segments = segments();
        if (segments.isEmpty()) {
            throw new IllegalStateException("ROOT has no segments");
        }
        return segments.get(segments.size() - 1);
    }

    /** Whether this point lies at or behind the {@code :/} of another. */
    public boolean isFile() {
        return segments != null && !segments.isEmpty() && last().type().inFiles();
    }

    /**
     * The point whose directory in the Registry holds this one; null for a root. Files and directories behind {@code :/}
     * belong to the point before it, however deep they lie.
     */
    public @Nullable Point parent() {
        if (segments == null) {
            return PlainPoint.parent(text);
        }
        if (segments.isEmpty()) {
            return null;
        }
        int end = segments.size() - 1;
        while (end > 0 && segments.get(end).type().inFiles()) {
            end--;
        }
        return isFile() ? prefix(end + 1) : prefix(end);
    }

    /**
     * The first {@code length} segments as a point, on the same route. For none that is the route's root; the points of
     * {@code GLOBAL::} have no root of their own, for every Machine keeps them below its ROOT.
     */
    public Point prefix(int length) {
        if (segments == null) {
            return PlainPoint.prefix(this, length);
        }
        if (length == segments.size()) {
            return this;
        }
        if (length > 0) {
            return new Point(route, List.copyOf(segments.subList(0, length)));
        }
        return route instanceof Route.Here || route instanceof Route.Global ? ROOT : new Point(route, List.of());
    }

    /** All points from the root down to this one, directories included. */
    public List<Point> levels() {
        int size = depth();
        List<Point> levels = new ArrayList<>(size + 1);
        for (int i = 0; i <= size; i++) {
            levels.add(prefix(i));
        }
        return levels;
    }

    /**
     * The point one segment further.
     *
     * @param segment the segment's text: {@code name}, {@code 1.0.0}, {@code /}, {@code dir/} or {@code file}
     */
    public Point child(String segment) {
        if (isRoot()) {
            return parse(route + segment);
        }
        boolean inside = segments != null
                && (last().type() == Segment.Type.FILE_ROOT || last().type() == Segment.Type.DIRECTORY);
        return parse(text + (inside ? "" : ":") + segment);
    }

    private static String print(Route route, List<Segment> segments) {
        if (segments.isEmpty()) {
            return route + "ROOT";
        }
        StringBuilder out = new StringBuilder(route.toString());
        Segment.@Nullable Type before = null;
        for (Segment segment : segments) {
            boolean joined = before == null || before == Segment.Type.FILE_ROOT || before == Segment.Type.DIRECTORY;
            out.append(joined ? "" : ":").append(segment.text());
            before = segment.type();
        }
        return out.toString();
    }

    @Override
    public int compareTo(Point other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this || (other instanceof Point point && hash == point.hash && text.equals(point.text));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return text;
    }
}
