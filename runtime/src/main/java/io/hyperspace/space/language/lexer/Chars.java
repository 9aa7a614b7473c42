package io.hyperspace.space.language.lexer;

/** The classes of characters that tokens are made of. */
final class Chars {

    private static final String DELIMITERS = "<>{}()[]^;,'\"&=#+*!|~";

    private Chars() {}

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isWord(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
    }

    /** What ends a point: white space and whatever may stand behind one. */
    static boolean endsPoint(char c) {
        return isSpace(c) || DELIMITERS.indexOf(c) >= 0;
    }

    /** Characters that no text of the language may hold: controls but tab and line ends, and halves of surrogates. */
    static boolean isForeign(int codePoint) {
        if (codePoint < ' ') {
            return codePoint != '\t' && codePoint != '\n' && codePoint != '\r';
        }
        return (codePoint >= 0x7F && codePoint < 0xA0) || (codePoint >= 0xD800 && codePoint <= 0xDFFF);
    }
}
