package io.hyperspace.space.language.parser;

import io.hyperspace.space.command.Body;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.tree.CommandTree;
import io.hyperspace.space.language.tree.CommandTree.WaveTree;
import io.hyperspace.space.language.tree.MethodTree;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.language.tree.SelectorTree;

/**
 * Commands that send a wave.
 *
 * <pre>
 * wave-command = send | ripple
 * send   = ( "ping" | "signal" ) point wave
 * ripple = "ripple" selector wave
 * wave   = method [ uri ] [ body ]
 * </pre>
 */
final class WaveCommands extends Grammar {

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
        SelectorTree to = thenSelector();
        WaveTree wave = wave();
        return new CommandTree.Ripple(lexer.from(start), to, wave);
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
