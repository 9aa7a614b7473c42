package io.hyperspace.cli;

import io.hyperspace.space.kind.BuiltInKinds;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.Check;
import io.hyperspace.space.language.Environment;
import io.hyperspace.space.language.Form;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.Segment;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a text is read with when no Machine is there to say it. */
final class CheckOptions {

    /** What an app stands at unless the caller says otherwise. */
    private static final String DEFAULT_APP = "space:app";

    private static final String DEFAULT_BUNDLE = "repo:bundle:0.0.0";
    private static final String BUNDLE = "bundle";

    @Option(
            names = "--kinds",
            paramLabel = "FILE",
            description = "The kinds that are available, one a line; another is then an error. Default: the built-in "
                    + "kinds; another is warned of.")
    private @Nullable String kinds;

    @Option(
            names = "--at",
            paramLabel = "POINT",
            description = "The working point, which '.' stands for. Default: ROOT; in an app " + DEFAULT_APP + ".")
    private @Nullable String at;

    @Option(
            names = "--var",
            paramLabel = "NAME=VALUE",
            description = "What $${NAME} stands for; may be given several times.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(
            names = "--bundle",
            paramLabel = "POINT",
            description = "The bundle of a document: what $${bundle} stands for, and '.' in a mechtron. Default: "
                    + DEFAULT_BUNDLE + ".")
    private @Nullable String bundle;

    /** The bundle that documents are in. */
    Point bundle() {
        Point point = point("--bundle", bundle == null ? DEFAULT_BUNDLE : bundle);
        if (point.isRoot() || point.last().type() != Segment.Type.VERSION) {
            throw ClientFaults.usage(
                            "--bundle takes the point of a bundle, which ends in a version, not " + point,
                            "hyperspace check")
                    .toException();
        }
        return point;
    }

    Environment environment(Form form) {
        Map<String, String> all = new HashMap<>();
        if (bundle != null || form.isDocument()) {
            all.put(BUNDLE, bundle().toString());
        }
        all.putAll(variables);
        return new Environment(working(form), all);
    }

    private Point working(Form form) {
        if (at != null) {
            return point("--at", at);
        }
        return switch (form) {
            case MECHTRON -> bundle();
            case APP -> Point.parse(DEFAULT_APP);
            default -> Point.ROOT;
        };
    }

    private static Point point(String option, String text) {
        return (Point) Check.check(Form.POINT, option, text, Environment.ROOT, KnownKinds.ANY)
                .value();
    }

    KnownKinds kinds(Terminal terminal) {
        if (kinds == null) {
            return KnownKinds.expected(BuiltInKinds.ALL);
        }
        return KindsFile.read(kinds, terminal);
    }
}
