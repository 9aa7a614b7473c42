package io.hyperspace.space.language.parser;

import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.tree.KindTree;
import org.jspecify.annotations.Nullable;

/**
 * Kinds.
 *
 * <pre>
 * kind = Base [ "&lt;" Sub [ "&lt;" specific "&gt;" ] "&gt;" ]
 * </pre>
 */
public final class KindGrammar extends Grammar {

    public KindGrammar(Lexer lexer) {
        super(lexer);
    }

    /** A kind and nothing else. */
    public KindTree alone() {
        KindTree kind = kind();
        if (!lexer.atEnd()) {
            throw lexer.expected("the end of the kind");
        }
        return kind;
    }

    KindTree kind() {
        lexer.offer("kind");
        Token base = name("a kind");
        Token sub = null;
        Token specific = null;
        if (lexer.accept("<")) {
            sub = name("a kind");
            specific = specific();
            adjacent(">");
        }
        return new KindTree(lexer.from(base.span().start()), base, sub, specific);
    }

    private @Nullable Token specific() {
        if (!lexer.accept("<")) {
            return null;
        }
        Token specific = lexer.upTo("<>{};, \t\r");
        if (specific.isEmpty()) {
            throw lexer.expected("a specific, such as 'provider.org:vendor.org:product:variant:1.0.0'");
        }
        adjacent(">");
        return specific;
    }

    private Token name(String what) {
        Token name = lexer.word();
        if (name.isEmpty()) {
            throw lexer.expected(what);
        }
        return name;
    }
}
