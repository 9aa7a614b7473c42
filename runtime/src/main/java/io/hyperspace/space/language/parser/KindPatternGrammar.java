package io.hyperspace.space.language.parser;

import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.selector.KindPattern;
import io.hyperspace.space.selector.SpecificPattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Patterns of kinds.
 *
 * <pre>
 * kind-pattern = ( Base | "*" ) [ "&lt;" ( Sub | "*" ) [ "&lt;" specific-pattern "&gt;" ] "&gt;" ]
 * </pre>
 */
final class KindPatternGrammar extends Grammar {

    KindPatternGrammar(Lexer lexer) {
        super(lexer);
    }

    KindPattern pattern() {
        lexer.offer("kind");
        String base = name();
        String sub = null;
        SpecificPattern specific = null;
        if (lexer.accept("<")) {
            sub = name();
            if (lexer.accept("<")) {
                specific = specific();
                adjacent(">");
            }
            adjacent(">");
        }
        return new KindPattern(base, sub, specific);
    }

    private @Nullable String name() {
        if (lexer.accept("*")) {
            return null;
        }
        Token name = lexer.word();
        if (name.isEmpty()) {
            throw lexer.expected("a kind or '*'");
        }
        if (!KindPattern.isName(name.text())) {
            throw lexer.error(name.span(), Messages.badKind(name.text(), List.of()));
        }
        return name.text();
    }

    private SpecificPattern specific() {
        int start = lexer.position();
        lexer.upTo("(<>{};, \t\r");
        if (lexer.accept("(")) {
            lexer.upTo("()");
            closing(")");
        }
        String text = lexer.source().text().substring(start, lexer.position());
        try {
            return SpecificPattern.parse(text);
        } catch (IllegalArgumentException e) {
            throw lexer.error(
                    lexer.from(start),
                    Messages.badSelector("a specific reads like provider.org:vendor.org:product:variant:(^1.2)"));
        }
    }
}
