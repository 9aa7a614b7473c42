package io.hyperspace.space.language.parser;

import io.hyperspace.space.bind.PayloadPattern;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.tree.BindTree;
import io.hyperspace.space.language.tree.PayloadTree;
import io.hyperspace.space.language.tree.PayloadTree.Field;
import io.hyperspace.space.language.tree.PayloadTree.Shape;
import io.hyperspace.space.substance.SubstanceKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The payload patterns of a pipeline's steps.
 *
 * <pre>
 * payload   = shape [ "~" call ]
 * shape     = "*" | Substance [ "[]" ] | "Map" "{" [ field { separator field } [ separator ] ] "}"
 * field     = "*" | key "&lt;" payload "&gt;"
 * key       = word | 'text' | "text"
 * Substance = "Empty" | "Text" | "Bin" | "Int" | "Boolean" | "Json" | "Point" | "List" | "Map" | "Stub" | "Details"
 * </pre>
 */
final class PayloadGrammar extends Grammar {

    private final CallGrammar calls;
    private int validations;

    PayloadGrammar(Lexer lexer) {
        super(lexer);
        this.calls = new CallGrammar(lexer);
    }

    /** What stands in the brackets of a step. */
    PayloadTree payload() {
        return payload(0);
    }

    private PayloadTree payload(int depth) {
        lexer.blank();
        int start = lexer.position();
        Shape shape = next("*") ? new PayloadTree.Any() : substance(depth);
        return new PayloadTree(lexer.from(start), shape, next("~") ? validation() : null);
    }

    private BindTree.To validation() {
        lexer.blank();
        validations++;
        if (validations > PayloadPattern.MAX_VALIDATIONS) {
            throw lexer.error(
                    lexer.foundSpan(),
                    Messages.badPipeline(
                            "a pattern has at most " + PayloadPattern.MAX_VALIDATIONS + " validations",
                            "one validation too many"));
        }
        return calls.call("the point that validates", lexer::pathInPattern);
    }

    private Shape substance(int depth) {
        SubstanceKind kind =
                SubstanceKind.of(oneOf("substance", SubstanceKind.NAMES, "a substance, such as Text, or '*'"));
        if (kind == SubstanceKind.MAP && next("{")) {
            if (depth == PayloadPattern.MAX_DEPTH) {
                throw lexer.error(lexer.foundSpan(), Messages.tooDeep(PayloadPattern.MAX_DEPTH));
            }
            return fields(depth + 1);
        }
        if (lexer.accept("[")) {
            need("]");
            return new PayloadTree.ListOf(kind);
        }
        return new PayloadTree.Of(kind);
    }

    private Shape fields(int depth) {
        List<Field> fields = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        boolean open = false;
        while (!next("}")) {
            if (lexer.accept("*")) {
                open = true;
            } else {
                fields.add(field(depth, seen));
            }
            separator("}");
        }
        return new PayloadTree.MapOf(fields, open);
    }

    private Field field(int depth, Set<String> seen) {
        boolean quoted = lexer.peek() == '\'' || lexer.peek() == '"';
        Token key = quoted ? lexer.quoted() : lexer.word();
        if (key.isEmpty() && !quoted) {
            throw lexer.expected("a key, '*' or '}'");
        }
        if (!seen.add(key.text())) {
            throw lexer.error(key.span(), Messages.twice("field", key.text()));
        }
        adjacent("<");
        PayloadTree value = payload(depth);
        need(">");
        return new Field(key, value);
    }
}
