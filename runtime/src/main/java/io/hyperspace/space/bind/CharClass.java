package io.hyperspace.space.bind;

import org.jspecify.annotations.Nullable;

/**
 * A set of characters of an expression: any of ASCII, and of the others all or none.
 *
 * @param low which of the first 64 characters
 * @param high which of the next 64
 * @param others whether all that are not ASCII
 */
record CharClass(long low, long high, boolean others) {

    static final CharClass NONE = new CharClass(0, 0, false);
    static final CharClass ALL = NONE.negated();
    static final CharClass DIGITS = NONE.with('0', '9');
    static final CharClass WORD = DIGITS.with('A', 'Z').with('a', 'z').with('_', '_');
    static final CharClass SPACE = NONE.with('\t', '\n').with('\f', '\r').with(' ', ' ');
    /** What a dot stands for. */
    static final CharClass DOT = NONE.with('\n', '\n').negated();

    static final int ASCII = 0x80;

    static CharClass of(char c) {
        return NONE.with(c, c);
    }

    /** A char alone, or null for one that is not ASCII, for which there is no class. */
    static @Nullable CharClass ofAscii(char c) {
        return c < ASCII ? of(c) : null;
    }

    boolean has(char c) {
        if (c >= ASCII) {
            return others;
        }
        return ((c < 64 ? low >>> c : high >>> (c - 64)) & 1) != 0;
    }

    /** Together with a range of ASCII. */
    CharClass with(char from, char to) {
        long newLow = low;
        long newHigh = high;
        for (int c = from; c <= to; c++) {
            newLow |= c < 64 ? 1L << c : 0;
            newHigh |= c < 64 ? 0 : 1L << (c - 64);
        }
        return new CharClass(newLow, newHigh, others);
    }

    CharClass or(CharClass other) {
        return new CharClass(low | other.low, high | other.high, others || other.others);
    }

    CharClass negated() {
        return new CharClass(~low, ~high, !others);
    }

    boolean meets(CharClass other) {
        return (low & other.low) != 0 || (high & other.high) != 0 || (others && other.others);
    }
}
