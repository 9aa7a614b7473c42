package io.hyperspace.space.bind;

import org.jspecify.annotations.Nullable;

/** The text of a path expression and a place in it. */
final class PathText {

    private static final String SPECIAL = ".+*?()|[]{}^$\\";

    private final String text;
    int at;

    PathText(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** The char that comes next, or NUL at the end. */
    char peek() {
        return charAt(at);
    }

    private char charAt(int index) {
        return index < text.length() ? text.charAt(index) : 0;
    }

    boolean isNext(String symbol) {
        return text.startsWith(symbol, at);
    }

    boolean accept(String symbol) {
        boolean next = isNext(symbol);
        at += next ? symbol.length() : 0;
        return next;
    }

    /** The name of a group, or an empty text. */
    String name() {
        int start = at;
        while (CharClass.WORD.has(peek()) && (at > start || !CharClass.DIGITS.has(peek()))) {
            at++;
        }
        return text.substring(start, at);
    }

    /** A char that stands for itself, or NUL when the next does not. */
    char literal() {
        char c = peek();
        if (c == '\\' && isPunctuation(charAt(at + 1))) {
            at += 2;
            return charAt(at - 1);
        }
        if (SPECIAL.indexOf(c) >= 0 || Character.isSurrogate(c)) {
            return 0;
        }
        at += atEnd() ? 0 : 1;
        return c;
    }

    private static boolean isPunctuation(char c) {
        return c > ' ' && c < CharClass.ASCII - 1 && c != '_' && !CharClass.WORD.has(c);
    }

    /** A dot, a class in brackets or a letter that stands for a class; null when it is none that is known here. */
    @Nullable CharClass charClass() {
        if (accept(".")) {
            return CharClass.DOT;
        }
        if (isNext("\\")) {
            CharClass named = named(charAt(at + 1));
            at += named == null ? 0 : 2;
            return named;
        }
        return accept("[") ? brackets() : null;
    }

    private static @Nullable CharClass named(char letter) {
        return switch (letter) {
            case 'd' -> CharClass.DIGITS;
            case 'D' -> CharClass.DIGITS.negated();
            case 'w' -> CharClass.WORD;
            case 'W' -> CharClass.WORD.negated();
            case 's' -> CharClass.SPACE;
            case 'S' -> CharClass.SPACE.negated();
            default -> null;
        };
    }

    private @Nullable CharClass brackets() {
        boolean negated = accept("^");
        CharClass chars = CharClass.NONE;
        if (isNext("]")) {
            return null;
        }
        while (!accept("]")) {
            CharClass item = item();
            if (item == null) {
                return null;
            }
            chars = chars.or(item);
        }
        return negated ? chars.negated() : chars;
    }

    /** A char, a range or a letter for a class, inside of brackets. */
    private @Nullable CharClass item() {
        char c = peek();
        if (c == '\\' && !isPunctuation(charAt(at + 1))) {
            CharClass named = named(charAt(at + 1));
            at += 2;
            return named == null || named.others() ? null : named;
        }
        at += c == '\\' ? 1 : 0;
        char from = peek();
        boolean escaped = c == '\\';
        boolean dash = from == '-' && charAt(at + 1) != ']';
        if (from == 0 || from >= CharClass.ASCII || (!escaped && (from == '[' || dash))) {
            return null;
        }
        at++;
        if (peek() != '-' || charAt(at + 1) == ']') {
            return CharClass.of(from);
        }
        char to = charAt(at + 1);
        at += 2;
        boolean range = to >= from && to < CharClass.ASCII && to != '\\' && to != '[' && to != '-';
        return range ? CharClass.NONE.with(from, to) : null;
    }

    /** The next char that is neither escaped nor in brackets, behind which this then stands; NUL at the end. */
    char next() {
        char c = peek();
        while (c == '\\' || c == '[') {
            skip(c);
            c = peek();
        }
        at += atEnd() ? 0 : 1;
        return c;
    }

    private void skip(char c) {
        at += c == '\\' ? 2 : 1;
        if (c == '\\') {
            return;
        }
        accept("^");
        accept("]");
        while (!atEnd() && !isNext("]")) {
            int close = isNext("[:") ? text.indexOf(":]", at + 2) : -1;
            at = close > 0 ? close + 2 : at + (isNext("\\") ? 2 : 1);
        }
        at++;
    }
}
