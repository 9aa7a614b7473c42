package io.hyperspace.space.point;

import io.hyperspace.space.error.Excerpt;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.error.SpanRef;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a point in one pass over its text. A text that was read lately gives the same point again; a plain one, of nothing
 * but names, is checked without being taken apart; all others, and all that are wrong, are read in full.
 */
final class PointParser {

    private static final String SEMVER_TAIL_CHARS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-.";

    private final String text;
    private int at;

    private PointParser(String text) {
        this.text = text;
    }

    static Point parse(String text) {
        Point recent = RecentPoints.find(text);
        if (recent != null) {
            return recent;
        }
        Point point = PlainPoint.matches(text) ? new Point(Route.HERE, null, text) : exact(text);
        RecentPoints.keep(point);
        return point;
    }

    /** Reads a text in full, whatever was read before. */
    static Point exact(String text) {
        return text.equals("ROOT") ? Point.ROOT : new PointParser(text).point();
    }

    private Point point() {
        if (text.isEmpty()) {
            throw error(0, 1, "a point is not empty");
        }
        if (text.length() > Point.MAX_BYTES) {
            throw error(0, 1, "a point has at most " + Point.MAX_BYTES + " bytes");
        }
        Route route = route();
        if (text.length() == at + "ROOT".length() && text.startsWith("ROOT", at)) {
            return new Point(route, List.of(), text);
        }
        List<Segment> segments = new ArrayList<>(6);
        segments.add(space());
        while (at < text.length()) {
            if (text.charAt(at) != ':') {
                throw error(at, 1, "expected ':', found " + found());
            }
            at++;
            segment(segments);
            if (segments.size() > Point.MAX_SEGMENTS) {
                throw error(0, text.length(), "a point has at most " + Point.MAX_SEGMENTS + " segments");
            }
        }
        return new Point(route, List.copyOf(segments), text);
    }

    private Route route() {
        int end = text.indexOf("::");
        if (end < 0) {
            return Route.HERE;
        }
        String name = text.substring(0, end);
        at = end + 2;
        return switch (name) {
            case "GLOBAL" -> Route.GLOBAL;
            case "LOCAL" -> Route.LOCAL;
            case "REMOTE" -> Route.REMOTE;
            default -> namedRoute(name);
        };
    }

    private Route namedRoute(String name) {
        if (name.startsWith("<<")) {
            try {
                return new Route.Star(StarKey.parse(name));
            } catch (IllegalArgumentException e) {
                throw error(0, name.length(), "a star is named as in <<central:nexus[0]>>");
            }
        }
        if (name.startsWith("[")) {
            return tag(name);
        }
        int rest = at;
        at = 0;
        String domain = word(true);
        if (at != name.length()) {
            throw error(0, Math.max(1, name.length()), "not a route");
        }
        at = rest;
        return new Route.Domain(domain);
    }

    private Route tag(String name) {
        int rest = at;
        at = 1;
        String tag = word(true);
        if (at != name.length() - 1 || name.charAt(at) != ']') {
            throw error(0, name.length(), "a tag is written like a space, as in [hub]");
        }
        at = rest;
        return new Route.Tag(tag);
    }

    private Segment space() {
        return new Segment(Segment.Type.SPACE, word(true));
    }

    private String word(boolean dots) {
        int start = at;
        if (at >= text.length() || !isLower(text.charAt(at))) {
            throw error(at, 1, "expected a name, which starts with a lower-case letter, found " + found());
        }
        while (at < text.length() && (isNameChar(text.charAt(at)) || (dots && text.charAt(at) == '.'))) {
            at++;
        }
        String word = text.substring(start, at);
        if (dots && (word.contains("..") || word.endsWith("-") || word.endsWith("."))) {
            throw error(start, word.length(), "a space has no '..' and does not end in '-' or '.'");
        }
        return checked(word, start);
    }

    private void segment(List<Segment> segments) {
        if (at < text.length() && text.charAt(at) == '/') {
            at++;
            segments.add(new Segment(Segment.Type.FILE_ROOT, "/"));
            files(segments);
        } else if (segments.get(segments.size() - 1).type() == Segment.Type.VERSION) {
            throw error(at, 1, "only ':/' and files follow a version");
        } else if (at < text.length() && isDigit(text.charAt(at))) {
            segments.add(version());
        } else {
            segments.add(new Segment(Segment.Type.BASE, word(false)));
        }
    }

    private Segment version() {
        int start = at;
        while (at < text.length() && SEMVER_TAIL_CHARS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String version = text.substring(start, at);
        if (!Versions.isVersion(version)) {
            throw error(start, version.length(), "a version reads like 1.0.0 or 2.1.0-alpha.3");
        }
        return new Segment(Segment.Type.VERSION, checked(version, start));
    }

    private void files(List<Segment> segments) {
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && isFileChar(text.charAt(at))) {
                at++;
            }
            String name = text.substring(start, at);
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw error(start, Math.max(1, name.length()), "a file's name is letters, digits, '-', '_' and '.'");
            }
            checked(name, start);
            if (at < text.length() && text.charAt(at) == '/') {
                at++;
                segments.add(new Segment(Segment.Type.DIRECTORY, name + "/"));
            } else {
                segments.add(new Segment(Segment.Type.FILE, name));
                if (at < text.length()) {
                    throw error(at, 1, "nothing follows a file's name");
                }
            }
        }
    }

    private String checked(String segment, int start) {
        if (segment.length() > Point.MAX_SEGMENT_BYTES) {
            throw error(start, segment.length(), "a segment has at most " + Point.MAX_SEGMENT_BYTES + " bytes");
        }
        return segment;
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameChar(char c) {
        return isLower(c) || isDigit(c) || c == '-';
    }

    private static boolean isFileChar(char c) {
        return isNameChar(c) || (c >= 'A' && c <= 'Z') || c == '_' || c == '.';
    }

    private String found() {
        if (at >= text.length()) {
            return "the end";
        }
        int codePoint = text.codePointAt(at);
        boolean shown = Character.isLetterOrDigit(codePoint) || (codePoint > ' ' && codePoint < 0x7F);
        return shown ? "'" + Character.toString(codePoint) + "'" : String.format("U+%04X", codePoint);
    }

    private String firstLine() {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private HyperspaceException error(int start, int length, String message) {
        SpanRef span = new SpanRef("point", 1, start + 1, Math.max(1, length));
        return new Fault(400, "E0110", message, span, List.of(), Excerpt.of(span, firstLine(), "")).toException();
    }
}
