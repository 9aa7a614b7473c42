package io.hyperspace.space.language.parser;

import io.hyperspace.space.command.Body;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.tree.CommandTree;
import io.hyperspace.space.language.tree.CommandTree.WaveTree;
import io.hyperspace.space.language.tree.MethodTree;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.language.tree.SelectorTree;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Commands that send a wave.
 *
 * <pre>
 * wave-command = send | ripple
 * send   = ( "ping" | "signal" ) point wave
 * ripple = "ripple" ( "watchers-of" point | selector ) wave
 * wave   = method [ uri ] [ body ]
 * </pre>
 */
final class WaveCommands extends Grammar {

    private static final String WATCHERS = "watchers-of";
    private static final Pattern METHOD = Pattern.compile("[A-Z][a-z]+<");

    private final WaveGrammar waves;

    WaveCommands(Lexer lexer) {
        super(lexer);
        this.waves = new WaveGrammar(lexer);
    }

    CommandTree send(int start, boolean answered) {
        PointTree to = thenPoint("a point");
        WaveTree wave = wave();
        return new CommandTree.Send(lexer.from(start), answered, to, wave);
    }

    CommandTree ripple(int start) {
        lexer.blank();
        if (isForWatchers() && nextWord(WATCHERS)) {
            PointTree of = thenPoint("a point");
            WaveTree wave = wave();
            return new CommandTree.RippleWatchers(lexer.from(start), of, wave);
        }
        SelectorTree to = thenSelector();
        WaveTree wave = wave();
        return new CommandTree.Ripple(lexer.from(start), to, wave);
    }

    /** A selector may be that word too; then a method follows, where a point cannot. */
    private boolean isForWatchers() {
        lexer.offer("word", List.of(WATCHERS));
        if (!lexer.wordAhead().equals(WATCHERS)) {
            return false;
        }
        String rest = lexer.source().text().substring(lexer.position() + WATCHERS.length());
        return !rest.isEmpty()
                && " \t".indexOf(rest.charAt(0)) >= 0
                && !METHOD.matcher(rest.strip()).lookingAt();
    }

    private WaveTree wave() {
        lexer.blank();
        MethodTree method = waves.method();
        String uri = waves.uri();
        boolean spaced = lexer.blank();
        boolean ends = lexer.atEnd() || lexer.peek() == ';';
        if (!ends && !spaced) {
            throw lexer.expected("'/', white space or the end");
        }
        return new WaveTree(method, uri, ends ? Body.EMPTY : waves.body());
    }
}
