package io.hyperspace.space.language.parser;

import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import java.util.List;

/**
 * The payload patterns of a pipeline's steps. They are read and refused: one that was ignored would let through what it
 * should stop.
 *
 * <pre>
 * pattern = "[" payload "]"
 * payload = ( "*" | Substance [ "[]" ] | "Map{" [ field { "," field } ] "}" ) [ "~" point ]
 * field   = "*" | key "&lt;" payload "&gt;"
 * </pre>
 */
final class PayloadGrammar extends Grammar {

    private static final List<String> SUBSTANCES =
            List.of("Empty", "Text", "Bin", "Int", "Boolean", "Json", "Point", "List", "Map", "Stub", "Details");

    PayloadGrammar(Lexer lexer) {
        super(lexer);
    }

    void refuse() {
        int start = lexer.position();
        adjacent("[");
        payload(1);
        need("]");
        throw lexer.error(lexer.from(start), Messages.notYet("a payload pattern"));
    }

    private void payload(int depth) {
        if (depth > MAX_DEPTH) {
            throw lexer.error(lexer.foundSpan(), Messages.tooDeep(MAX_DEPTH));
        }
        if (!next("*")) {
            substance(depth);
        }
        if (next("~")) {
            new PointGrammar(lexer).point("a point");
            if (lexer.accept("^")) {
                new WaveGrammar(lexer).method();
            }
        }
    }

    private void substance(int depth) {
        Token name = lexer.word();
        if (name.isEmpty()) {
            throw lexer.expected("a substance or '*'");
        }
        if (!SUBSTANCES.contains(name.text())) {
            throw lexer.error(name.span(), Messages.unknownWord("substance", name.text(), SUBSTANCES));
        }
        if (name.text().equals("Map") && next("{")) {
            fields(depth);
        } else if (lexer.accept("[")) {
            need("]");
        }
    }

    private void fields(int depth) {
        while (!next("}")) {
            if (!lexer.accept("*")) {
                if (lexer.word().isEmpty()) {
                    throw lexer.expected("a key, '*' or '}'");
                }
                adjacent("<");
                payload(depth + 1);
                need(">");
            }
            separator("}");
        }
    }
}
