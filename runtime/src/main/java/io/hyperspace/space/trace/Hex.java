package io.hyperspace.space.trace;

import java.util.HexFormat;

/** Numbers as the recommendation writes them: in lower case, with all their digits. */
final class Hex {

    private static final HexFormat FORMAT = HexFormat.of();

    private Hex() {}

    /** Whether a part of a text is made of digits in lower case. */
    static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    static long read(String text, int from) {
        return HexFormat.fromHexDigitsToLong(text, from, from + Long.BYTES * 2);
    }

    static String write(long value) {
        return FORMAT.toHexDigits(value);
    }
}
