package io.hyperspace.space.language.parser;

import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.source.Span;

/**
 * JSON, read only to find its end and to see that it is valid. Source: RFC 8259.
 *
 * <pre>
 * value  = object | array | string | number | "true" | "false" | "null"
 * object = "{" [ string ":" value { "," string ":" value } ] "}"
 * array  = "[" [ value { "," value } ] "]"
 * </pre>
 */
final class JsonGrammar extends Grammar {

    private static final String HEX = "0123456789abcdefABCDEF";

    JsonGrammar(Lexer lexer) {
        super(lexer);
    }

    /** Reads one value and gives where it stands. */
    Span value() {
        int start = lexer.position();
        value(1);
        return lexer.from(start);
    }

    private void value(int depth) {
        if (depth > MAX_DEPTH) {
            throw lexer.error(lexer.foundSpan(), Messages.tooDeep(MAX_DEPTH));
        }
        switch (lexer.peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            default -> {
                if (!lexer.accept("true") && !lexer.accept("false") && !lexer.accept("null")) {
                    number();
                }
            }
        }
    }

    private void object(int depth) {
        adjacent("{");
        space();
        if (lexer.accept("}")) {
            return;
        }
        do {
            space();
            string();
            space();
            adjacent(":");
            space();
            value(depth + 1);
            space();
        } while (lexer.accept(","));
        close("}");
    }

    private void array(int depth) {
        adjacent("[");
        space();
        if (lexer.accept("]")) {
            return;
        }
        do {
            space();
            value(depth + 1);
            space();
        } while (lexer.accept(","));
        close("]");
    }

    private void close(String bracket) {
        if (!lexer.accept(bracket)) {
            throw lexer.expected("',' or '" + bracket + "'");
        }
    }

    private void string() {
        if (!lexer.accept("\"")) {
            throw lexer.expected("'\"'");
        }
        int start = lexer.position() - 1;
        while (!lexer.accept("\"")) {
            if (lexer.atEnd() || lexer.peek() < ' ') {
                throw lexer.error(new Span(start, start + 1), Messages.badJson("a string is not closed on its line"));
            }
            if (lexer.peek() == '\\') {
                escape();
            } else {
                move(1);
            }
        }
    }

    private void escape() {
        int start = lexer.position();
        char c = lexer.charAt(1);
        boolean good = c != 0 && "\"\\/bfnrtu".indexOf(c) >= 0;
        for (int i = 2; i < 6 && c == 'u'; i++) {
            good &= HEX.indexOf(lexer.charAt(i)) >= 0;
        }
        if (!good) {
            throw lexer.error(new Span(start, start + 2), Messages.badJson("not an escape"));
        }
        move(c == 'u' ? 6 : 2);
    }

    private void number() {
        int start = lexer.position();
        lexer.accept("-");
        int whole = lexer.position();
        digits();
        boolean leadingZero = lexer.position() > whole + 1 && lexer.charAt(whole - lexer.position()) == '0';
        boolean good = lexer.position() > whole && !leadingZero;
        if (lexer.accept(".")) {
            good &= digits();
        }
        if (lexer.accept("e") || lexer.accept("E")) {
            if (!lexer.accept("+")) {
                lexer.accept("-");
            }
            good &= digits();
        }
        if (lexer.position() == start) {
            throw lexer.expected("a JSON value");
        }
        if (!good) {
            throw lexer.error(lexer.from(start), Messages.badJson("not a number"));
        }
    }

    private boolean digits() {
        int start = lexer.position();
        while (lexer.peek() >= '0' && lexer.peek() <= '9') {
            move(1);
        }
        return lexer.position() > start;
    }

    private void space() {
        while (lexer.peek() == ' ' || lexer.peek() == '\t' || lexer.peek() == '\n' || lexer.peek() == '\r') {
            move(1);
        }
    }

    private void move(int chars) {
        lexer.skipTo(lexer.position() + chars);
    }
}
