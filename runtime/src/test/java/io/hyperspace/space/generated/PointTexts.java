package io.hyperspace.space.generated;

import io.hyperspace.space.language.Environment;
import io.hyperspace.space.point.Point;
import java.util.Map;

/** Points, whole and as they may be spelled in a document or command. */
public final class PointTexts {

    /** What the spellings with variables and relative points are resolved against. */
    public static final Environment HERE = new Environment(
            Point.parse("localhost:my-app"),
            Map.of("x", "one", "bundle", "repo:site:1.0.0", "home", "my-domain.com:users"));

    private static final Map<String, String> STARTS = Map.of(
            "localhost:my-app",
            ".",
            "localhost",
            "..",
            "repo:site:1.0.0",
            "${bundle}",
            "my-domain.com:users",
            "${home}");

    private final Choices choices;
    private final Spelling spelling;
    private final Names names;

    public PointTexts(Choices choices, Spelling spelling) {
        this.choices = choices;
        this.spelling = spelling;
        this.names = new Names(choices);
    }

    /** A whole point. */
    public String point() {
        String route = choices.maybe(6, this::route);
        return route + (choices.oneIn(15) ? "ROOT" : body());
    }

    /** A whole point without a route. */
    String body() {
        String start =
                choices.oneIn(2) ? choices.one("localhost:my-app", "repo:site:1.0.0", "localhost") : names.space();
        String bases = start.endsWith("0") ? "" : bases();
        String version = bases.isEmpty() || choices.below(3) < 2 ? "" : ":" + names.version();
        return start + bases + version + choices.maybe(3, this::files);
    }

    private String bases() {
        int count = choices.oneIn(40) ? 55 : choices.below(4);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count && out.length() < 500; i++) {
            out.append(':').append(names.base());
        }
        return out.toString();
    }

    private String files() {
        StringBuilder out = new StringBuilder(":/");
        for (int i = choices.below(3); i > 0; i--) {
            out.append(names.file()).append('/');
        }
        return out + choices.maybe(2, names::file);
    }

    /** A route, with its colons. */
    String route() {
        return choices.one("GLOBAL", "LOCAL", "REMOTE", starKey(), "[hub]", "[my-tag.9]", "other.org") + "::";
    }

    String starKey() {
        String index = choices.one("0", "1", "17", "65535");
        return "<<" + choices.one("central", "far-9") + ":" + choices.one("nexus", "star-x") + "[" + index + "]>>";
    }

    /** A point as it may be spelled against {@link #HERE}. */
    public String spelled() {
        return spelled(point());
    }

    /** Another spelling of a point. */
    String spelled(String point) {
        if (!spelling.oneIn(2)) {
            return point;
        }
        for (Map.Entry<String, String> start : STARTS.entrySet()) {
            boolean below = point.startsWith(start.getKey() + ":");
            if (below || point.equals(start.getKey())) {
                return start.getValue() + point.substring(start.getKey().length());
            }
        }
        if (point.equals("ROOT")) {
            return "...";
        }
        return point.contains("::") ? point : "...:" + point.replaceFirst(":one(?=$|:)", ":\\${x}");
    }

    /** A surface. */
    public String surface() {
        String layer = choices.one("Core", "Gravity", "Field", "Shell", "Portal", "Host", "Guest");
        String topic = choices.one("*", "!", "Cli", "Uuid", "Path");
        return point() + "@" + layer + choices.maybe(2, () -> "+Topic<" + topic + ">" + id(topic));
    }

    private String id(String topic) {
        return switch (topic) {
            case "Uuid" -> "(01234567-89ab-4cde-8f01-23456789abcd)";
            case "Path" -> "(" + choices.some(3, ":", names::base) + ")";
            default -> "";
        };
    }

    /** The point of a bundle, spelled. */
    String bundle() {
        String series =
                choices.one("repo:site", "localhost:my-app", "a.b") + choices.maybe(3, () -> ":" + names.base());
        return spelled(series + ":" + names.version());
    }

    /** The template of a create command: a point whose last segment may hold one {@code %}. */
    String template() {
        String point = choices.maybe(8, this::route) + body();
        int last = Math.max(point.lastIndexOf(':'), point.lastIndexOf('/', point.length() - 2));
        if (choices.below(3) < 2 || point.length() - last > 100) {
            return point;
        }
        boolean file = point.contains(":/");
        boolean name = file || !Character.isDigit(point.charAt(last + 1));
        return name ? point.endsWith(":/") ? point : named(point) : point.substring(0, last + 1) + "1.%.0";
    }

    private static String named(String point) {
        return point.endsWith("/") ? point.substring(0, point.length() - 1) + "-%/" : point + "-%";
    }
}
