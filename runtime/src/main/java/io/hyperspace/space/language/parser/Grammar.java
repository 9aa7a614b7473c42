package io.hyperspace.space.language.parser;

import io.hyperspace.space.language.lexer.Lexer;

/** What all grammars share: the lexer, and the two ways to ask it for a symbol. */
abstract class Grammar {

    /** How deep anything may be nested. */
    static final int MAX_DEPTH = 64;

    final Lexer lexer;

    Grammar(Lexer lexer) {
        this.lexer = lexer;
    }

    /** Takes a symbol that may come next, behind white space. */
    final boolean next(String symbol) {
        lexer.blank();
        return lexer.accept(symbol);
    }

    /** Takes a symbol that must come next, behind white space. */
    final void need(String symbol) {
        lexer.blank();
        adjacent(symbol);
    }

    /** Takes a symbol that must come next, right here. */
    final void adjacent(String symbol) {
        if (!lexer.accept(symbol)) {
            throw lexer.expected("'" + symbol + "'");
        }
    }

    /** Takes a separator of a list, or sees that the list ends here. */
    final void separator(String close) {
        lexer.blank();
        if (!lexer.accept(",") && !lexer.accept(";") && !lexer.isNext(close)) {
            throw lexer.expected("',' or '" + close + "'");
        }
    }
}
