package io.hyperspace.space.language.parser;

import io.hyperspace.space.command.AsOf;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;

/**
 * Moments in the past.
 *
 * <pre>
 * time = instant | digit { digit } ( "ms" | "s" | "m" | "h" | "d" )         instant = ISO 8601, with "Z" or an offset
 * </pre>
 */
final class TimeGrammar extends Grammar {

    TimeGrammar(Lexer lexer) {
        super(lexer);
    }

    AsOf time() {
        lexer.blank();
        Token text = lexer.uri();
        if (text.isEmpty()) {
            throw lexer.expected("a time, such as 2026-01-31T12:00:00Z or 10m");
        }
        try {
            return AsOf.parse(text.text());
        } catch (IllegalArgumentException e) {
            throw lexer.error(text.span(), Messages.badTime(text.text()));
        }
    }
}
