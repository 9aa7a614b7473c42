package io.hyperspace.space.language;

import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.document.MechtronConfig;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.selector.Selector;
import java.util.List;
import java.util.Set;

/**
 * The entry to the language. Every method either gives a resolved value or throws a
 * {@link io.hyperspace.space.error.HyperspaceException} whose fault has a code, a span, a rendered excerpt and help;
 * none throws anything else, whatever the text.
 */
public final class Language {

    private Language() {}

    /**
     * One command line.
     *
     * @param kinds the kinds that are available; a well-formed kind that is not among them is refused with its nearest
     *     names. An empty set allows every kind.
     */
    public static Command command(String text, Environment environment, Set<Kind> kinds) {
        throw new UnsupportedOperationException();
    }

    /** The commands of a script, each resolved. */
    public static List<Command> script(String sourceName, String text, Environment environment, Set<Kind> kinds) {
        throw new UnsupportedOperationException();
    }

    public static Selector selector(String text) {
        throw new UnsupportedOperationException();
    }

    public static Bind bind(String sourceName, String text) {
        throw new UnsupportedOperationException();
    }

    public static MechtronConfig mechtron(String sourceName, String text, Environment environment) {
        throw new UnsupportedOperationException();
    }

    /** A point as written in a bind, resolved: relative to the environment's working point, variables filled in. */
    public static Point point(String text, Environment environment) {
        throw new UnsupportedOperationException();
    }

    /** A text with {@code ${name}} and {@code $1} filled in. */
    public static String interpolate(String text, Environment environment) {
        throw new UnsupportedOperationException();
    }
}
