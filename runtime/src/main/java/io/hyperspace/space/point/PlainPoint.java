package io.hyperspace.space.point;

import java.util.ArrayList;
import java.util.List;

/**
 * Recognises the plain points, which most are: a space and bases below it, with no route, version or file. It makes no
 * object, so that the text is all that a point costs. What it does not recognise may still be a point.
 */
final class PlainPoint {

    private PlainPoint() {}

    /**
     * Whether a text is such a point.
     *
     * <pre>
     * plain = space { ":" base }
     * </pre>
     */
    static boolean matches(String text) {
        int length = text.length();
        if (length > Point.MAX_BYTES) {
            return false;
        }
        int at = spaceEnd(text, length);
        int segments = 1;
        while (at > 0 && at < length) {
            at = text.charAt(at) == ':' ? baseEnd(text, at + 1, length) : 0;
            segments++;
        }
        return at == length && at > 0 && segments <= Point.MAX_SEGMENTS;
    }

    /** How many segments a text has that is such a point. */
    static int depth(String text) {
        int depth = 1;
        for (int at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
            depth++;
        }
        return depth;
    }

    /** The point above a text that is such a point. */
    static Point parent(String text) {
        int end = text.lastIndexOf(':');
        return end < 0 ? Point.ROOT : shared(text.substring(0, end));
    }

    /** The first segments of such a point. */
    static Point prefix(Point point, int length) {
        String text = point.toString();
        int end = 0;
        for (int i = 0; i < length; i++) {
            if (end == text.length()) {
                throw new IndexOutOfBoundsException("'" + text + "' has no " + length + " segments");
            }
            int next = text.indexOf(':', end + 1);
            end = next < 0 ? text.length() : next;
        }
        if (end == text.length()) {
            return point;
        }
        return length == 0 ? Point.ROOT : shared(text.substring(0, end));
    }

    /** What lies above many points is one object for them all. */
    private static Point shared(String text) {
        Point recent = RecentPoints.find(text);
        if (recent != null) {
            return recent;
        }
        Point point = new Point(Route.HERE, null, text);
        RecentPoints.keep(point);
        return point;
    }

    /** The segments of a text that is such a point. */
    static List<Segment> segments(String text) {
        List<Segment> segments = new ArrayList<>();
        Segment.Type type = Segment.Type.SPACE;
        int start = 0;
        for (int end = text.indexOf(':'); end >= 0; end = text.indexOf(':', start)) {
            segments.add(new Segment(type, text.substring(start, end)));
            type = Segment.Type.BASE;
            start = end + 1;
        }
        segments.add(new Segment(type, text.substring(start)));
        return List.copyOf(segments);
    }

    /** Whether a text may be a base. */
    static boolean isBase(String text) {
        return !text.isEmpty() && baseEnd(text, 0, text.length()) == text.length();
    }

    /** Where the space at the start ends; 0 if there is none. */
    private static int spaceEnd(String text, int length) {
        if (length == 0 || !isLower(text.charAt(0))) {
            return 0;
        }
        int at = 1;
        char before = 'a';
        while (at < length) {
            char c = text.charAt(at);
            if (!isName(c) && (c != '.' || before == '.')) {
                break;
            }
            before = c;
            at++;
        }
        return before == '-' || before == '.' || at > Point.MAX_SEGMENT_BYTES ? 0 : at;
    }

    /** Where the base at {@code start} ends; 0 if there is none. */
    private static int baseEnd(String text, int start, int length) {
        if (start == length || !isLower(text.charAt(start))) {
            return 0;
        }
        int at = start + 1;
        while (at < length && isName(text.charAt(at))) {
            at++;
        }
        return at - start > Point.MAX_SEGMENT_BYTES ? 0 : at;
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isName(char c) {
        return isLower(c) || c == '-' || (c >= '0' && c <= '9');
    }
}
