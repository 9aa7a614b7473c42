package io.hyperspace.space.language.parser;

import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.tree.BindTree;
import io.hyperspace.space.language.tree.MethodTree;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.language.tree.ValueTree;
import java.util.function.Supplier;

/**
 * Where a bind sends a wave on to.
 *
 * <pre>
 * call = point [ "^" method [ path ] ]
 * </pre>
 */
final class CallGrammar extends Grammar {

    private final PointGrammar points;

    CallGrammar(Lexer lexer) {
        super(lexer);
        this.points = new PointGrammar(lexer);
    }

    /**
     * A call, right here.
     *
     * @param what what is expected when there is none
     * @param uri takes a path, as long as it may be where the call stands
     */
    BindTree.To call(String what, Supplier<Token> uri) {
        int start = lexer.position();
        Token text = lexer.point();
        if (text.isEmpty()) {
            throw lexer.expected(what);
        }
        PointTree point = points.tree(text);
        MethodTree method = null;
        ValueTree path = null;
        if (lexer.accept("^")) {
            method = new WaveGrammar(lexer).method();
            path = lexer.peek() == '/' ? points.template(uri.get()) : null;
        }
        return new BindTree.To(lexer.from(start), text, point, method, path);
    }
}
