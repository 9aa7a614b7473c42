package io.hyperspace.space.command;

import io.hyperspace.space.point.Point;

/**
 * A point whose last segment may hold one {@code %}, the next number of the parent's sequence.
 *
 * @param parent the parent, whose sequence gives the number
 * @param child what follows it, as written: a segment, or {@code /} and the way to a file; below ROOT with {@code GLOBAL::}
 *     where the point has it
 */
public record PointTemplate(Point parent, String child) {

    /**
     * The template that a text is.
     *
     * @throws IllegalArgumentException if it is not a template, with a reason for people
     * @throws io.hyperspace.space.error.HyperspaceException with status 400 and a span if it is not a point
     */
    public static PointTemplate parse(String text) {
        int percent = text.indexOf('%');
        if (percent != text.lastIndexOf('%')) {
            throw new IllegalArgumentException("a template holds at most one '%'");
        }
        Point example = Point.parse(percent < 0 ? text : text.replace('%', '0'));
        if (example.isRoot()) {
            throw new IllegalArgumentException("ROOT is there already");
        }
        int start = text.length() - example.last().text().length();
        if (percent >= 0 && percent < start) {
            throw new IllegalArgumentException("'%' may stand in the last segment only");
        }
        Point parent = example.parent();
        if (parent == null || parent.isRoot()) {
            Point root = parent == null ? Point.ROOT : parent;
            return new PointTemplate(
                    root, text.substring(root.route().toString().length()));
        }
        return new PointTemplate(parent, text.substring(parent.toString().length() + 1));
    }

    public boolean numbered() {
        return child.indexOf('%') >= 0;
    }

    /** The point with a number in the place of the {@code %}, or as it is. */
    public Point point(long number) {
        return parent.child(child.replace("%", Long.toString(number)));
    }

    @Override
    public String toString() {
        return parent.isRoot() ? parent.route() + child : parent + ":" + child;
    }
}
