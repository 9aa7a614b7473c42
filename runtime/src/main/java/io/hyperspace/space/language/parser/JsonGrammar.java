package io.hyperspace.space.language.parser;

import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.source.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;

/**
 * JSON, read to see that it is valid and to bring it into one canonical text: without white space, with no more escapes
 * than needed, numbers as {@link BigDecimal} prints them. Source: RFC 8259.
 *
 * <pre>
 * value  = object | array | string | number | "true" | "false" | "null"
 * object = "{" [ string ":" value { "," string ":" value } ] "}"
 * array  = "[" [ value { "," value } ] "]"
 * </pre>
 */
public final class JsonGrammar extends Grammar {

    private static final int MAX_NUMBER = 256;

    private final StringBuilder out = new StringBuilder();

    public JsonGrammar(Lexer lexer) {
        super(lexer);
    }

    /** One value and nothing else, as its canonical text. */
    public String alone() {
        space();
        value(1);
        space();
        if (!lexer.atEnd()) {
            throw lexer.expected("the end of the JSON");
        }
        return out.toString();
    }

    /** Reads one value and gives its canonical text. */
    String value() {
        value(1);
        return out.toString();
    }

    /** Reads a number and gives its canonical text. */
    String numberAlone() {
        number();
        return out.toString();
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
                if (!take("true") && !take("false") && !take("null")) {
                    number();
                }
            }
        }
    }

    private boolean take(String symbol) {
        boolean taken = lexer.accept(symbol);
        out.append(taken ? symbol : "");
        return taken;
    }

    private void object(int depth) {
        take("{");
        space();
        if (take("}")) {
            return;
        }
        Set<String> names = new HashSet<>();
        do {
            space();
            name(names);
            space();
            if (!take(":")) {
                throw lexer.expected("':'");
            }
            space();
            value(depth + 1);
            space();
        } while (take(","));
        close("}");
    }

    /** A name that its object does not have yet: of two with one name, readers would take different ones. */
    private void name(Set<String> names) {
        int start = lexer.position();
        int from = out.length();
        string();
        if (!names.add(out.substring(from))) {
            throw lexer.error(lexer.from(start), Messages.badJson("an object has each name once"));
        }
    }

    private void array(int depth) {
        take("[");
        space();
        if (take("]")) {
            return;
        }
        do {
            space();
            value(depth + 1);
            space();
        } while (take(","));
        close("]");
    }

    private void close(String bracket) {
        if (!take(bracket)) {
            throw lexer.expected("',' or '" + bracket + "'");
        }
    }

    private void string() {
        int start = lexer.position();
        if (!take("\"")) {
            throw lexer.expected("'\"'");
        }
        int from = out.length();
        while (!take("\"")) {
            if (lexer.atEnd() || lexer.peek() < ' ') {
                throw lexer.error(new Span(start, start + 1), Messages.badJson("a string is not closed on its line"));
            }
            character();
        }
        if (out.substring(from).codePoints().anyMatch(JsonGrammar::isHalf)) {
            throw lexer.error(lexer.from(start), Messages.halfCharacter());
        }
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private void character() {
        int start = lexer.position();
        char c = lexer.peek();
        if (c == '\\') {
            c = escape();
        } else {
            move(1);
        }
        int index = "\"\\\b\f\n\r\t".indexOf(c);
        if (index >= 0) {
            out.append('\\').append("\"\\bfnrt".charAt(index));
        } else if (c < ' ') {
            out.append(String.format("\\u%04X", (int) c));
        } else if (c >= 0x7F && c < 0xA0) {
            throw lexer.error(lexer.from(start), Messages.notText(c));
        } else {
            out.append(c);
        }
    }

    private char escape() {
        int start = lexer.position();
        char c = lexer.charAt(1);
        int index = "\"\\/bfnrt".indexOf(c);
        if (c != 0 && index >= 0) {
            move(2);
            return "\"\\/\b\f\n\r\t".charAt(index);
        }
        int value = 0;
        for (int i = 2; i < 6; i++) {
            char digit = lexer.charAt(i);
            boolean hex = c == 'u' && digit < 0x7F && Character.digit(digit, 16) >= 0;
            if (!hex) {
                throw lexer.error(new Span(start, start + 2), Messages.badJson("not an escape"));
            }
            value = value << 4 | Character.digit(digit, 16);
        }
        move(6);
        return (char) value;
    }

    private void number() {
        int start = lexer.position();
        lexer.accept("-");
        int whole = lexer.position();
        digits();
        boolean leadingZero = lexer.position() > whole + 1 && lexer.charAt(whole - lexer.position()) == '0';
        boolean good = lexer.position() > whole && !leadingZero;
        boolean decimal = lexer.accept(".");
        good &= !decimal || digits();
        if (lexer.accept("e") || lexer.accept("E")) {
            decimal = true;
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
        out.append(canonical(lexer.from(start), decimal));
    }

    private String canonical(Span span, boolean decimal) {
        if (span.end() - span.start() > MAX_NUMBER) {
            throw lexer.error(span, Messages.badJson("a number has at most " + MAX_NUMBER + " characters"));
        }
        String text = lexer.source().text().substring(span.start(), span.end());
        try {
            return decimal ? new BigDecimal(text).toString() : new BigInteger(text).toString();
        } catch (NumberFormatException e) {
            throw lexer.error(span, Messages.badJson("a number whose exponent is out of range"));
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
