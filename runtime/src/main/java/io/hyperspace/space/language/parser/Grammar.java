package io.hyperspace.space.language.parser;

import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.language.diagnostic.Diagnostics;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Span;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.language.tree.SelectorTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** What all grammars share: the lexer, the ways to ask it for symbols and words, and how to go on after an error. */
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
        lexer.offer("symbol", List.of(symbol));
        return lexer.accept(symbol);
    }

    /** Takes a symbol that must come next, behind white space. */
    final void need(String symbol) {
        lexer.blank();
        adjacent(symbol);
    }

    /** Takes a symbol that must come next, right here. */
    final void adjacent(String symbol) {
        lexer.offer("symbol", List.of(symbol));
        if (!lexer.accept(symbol)) {
            throw lexer.expected("'" + symbol + "'");
        }
    }

    /** Takes a symbol that must end a text that is read as a whole, right here: what may come first is not known. */
    final void closing(String symbol) {
        if (!lexer.accept(symbol)) {
            throw lexer.expected("'" + symbol + "'");
        }
    }

    /** Takes a word that may come next, behind white space. */
    final boolean nextWord(String word) {
        lexer.blank();
        lexer.offer("word", List.of(word));
        boolean next = lexer.wordAhead().equals(word);
        return next && lexer.accept(word);
    }

    /** Takes a word that must come next, behind white space. */
    final void needWord(String word) {
        if (!nextWord(word)) {
            throw lexer.expected("'" + word + "'");
        }
    }

    /**
     * Takes a word that should be one of those known, right here.
     *
     * @param sort what such a word is, for completion
     * @param what what is expected, for when there is no word at all
     */
    final Token offered(String sort, Collection<String> known, String what) {
        lexer.offer(sort, known);
        Token word = lexer.word();
        if (word.isEmpty()) {
            throw lexer.expected(what);
        }
        return word;
    }

    /** Takes one of the words known, right here. */
    final String oneOf(String sort, Collection<String> known, String what) {
        Token word = offered(sort, known, what);
        if (!known.contains(word.text())) {
            throw unknown(word, sort, known);
        }
        return word.text();
    }

    /** The error that a word is none of those known. */
    final HyperspaceException unknown(Token word, String sort, Collection<String> known) {
        return lexer.error(word.span(), Messages.unknownWord(sort, word.text(), known));
    }

    /** A point, behind white space. */
    final PointTree thenPoint(String what) {
        lexer.blank();
        return new PointGrammar(lexer).point(what);
    }

    /** A selector, behind white space. */
    final SelectorTree thenSelector() {
        lexer.blank();
        return new SelectorGrammar(lexer).selector();
    }

    /** Takes a separator of a list, or sees that the list ends here. */
    final void separator(String close) {
        lexer.blank();
        if (!lexer.accept(",") && !lexer.accept(";") && !lexer.isNext(close)) {
            throw lexer.expected("',' or '" + close + "'");
        }
    }

    /**
     * The items of a block up to its closing brace. A wrong one is kept among the diagnostics, and the next is read. What
     * ends with the text throws, for then the block is not closed.
     *
     * @param separators the characters that end an item
     */
    final <T> List<T> items(String separators, Supplier<T> item) {
        return items(separators, item, true);
    }

    /** The same for a block that is not empty: whether it is is for the first item to say. */
    final <T> List<T> someItems(String separators, Supplier<T> item) {
        return items(separators, item, false);
    }

    private <T> List<T> items(String separators, Supplier<T> item, boolean perhapsNone) {
        Diagnostics diagnostics = lexer.diagnostics();
        List<T> items = new ArrayList<>();
        boolean closes = perhapsNone;
        while (!closes || !next("}")) {
            closes = true;
            lexer.blank();
            if (lexer.atEnd() && diagnostics.hasErrors()) {
                return items;
            }
            int start = lexer.position();
            try {
                items.add(item.get());
            } catch (HyperspaceException e) {
                if (lexer.atEnd()) {
                    throw e;
                }
                diagnostics.error(e.fault());
                recover(start, separators, true);
            }
        }
        return items;
    }

    /**
     * Goes to the end of a wrong item: the first separator outside of braces, or the brace that closes the outermost,
     * that lies behind the place of the error. An item is so looked at twice at most. With all the errors that a text may
     * have, goes to its end.
     *
     * @param start where the item starts
     * @param separators the characters that end an item
     * @param inBlock whether a brace that the item did not open ends it too, and is left
     */
    final void recover(int start, String separators, boolean inBlock) {
        int end = lexer.source().text().length();
        if (lexer.diagnostics().isFull()) {
            lexer.skipTo(end);
            return;
        }
        int failed = lexer.position();
        Lexer again = lexer.within(new Span(start, end));
        int depth = 0;
        boolean ended = false;
        while (!again.atEnd() && !ended) {
            char c = again.peek();
            int before = again.position();
            if (inBlock && depth == 0 && c == '}') {
                break;
            }
            if (again.blank()) {
                continue;
            }
            boolean variable = again.isNext("${");
            again.skipTo(variable ? again.variableEnd() : before + 1);
            if (c == '\'' || c == '"') {
                skipText(again, c);
            }
            depth = Math.max(0, depth + (c == '{' ? 1 : c == '}' ? -1 : 0));
            boolean ends = separators.indexOf(c) >= 0 || (c == '}' && !goesOn(again));
            if (depth == 0 && ends && again.position() > failed) {
                ended = true;
            }
        }
        if (again.atEnd() && !ended) {
            lexer.offerNoMore();
        }
        lexer.skipTo(again.position());
    }

    /** Whether a brace was only that of a payload pattern, in the midst of a route. */
    private static boolean goesOn(Lexer lexer) {
        Lexer ahead = lexer.ahead();
        ahead.blank();
        return ahead.isNext("]") || ahead.isNext("~");
    }

    /** Goes behind a text in quotes; a quote that is not closed on its line is a char like any other. */
    private static void skipText(Lexer lexer, char quote) {
        Lexer ahead =
                lexer.within(new Span(lexer.position(), lexer.source().text().length()));
        ahead.upTo(Character.toString(quote));
        if (ahead.accept(Character.toString(quote))) {
            lexer.skipTo(ahead.position());
        }
    }
}
