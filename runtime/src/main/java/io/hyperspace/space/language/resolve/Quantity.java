package io.hyperspace.space.language.resolve;

import java.util.Map;

/** Amounts with a unit: bytes such as {@code 32MiB}, times such as {@code 500ms}. */
final class Quantity {

    private static final int MAX_DIGITS = 9;
    private static final Map<String, Long> BYTES = Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);
    private static final Map<String, Long> MILLIS = Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L);

    private Quantity() {}

    /** The number of bytes, or -1 if the text is not an amount of memory. */
    static long bytes(String text) {
        return amount(text, BYTES);
    }

    /** The number of milliseconds, or -1 if the text is not a time. */
    static long millis(String text) {
        return amount(text, MILLIS);
    }

    private static long amount(String text, Map<String, Long> units) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        Long unit = units.get(text.substring(digits));
        return unit == null || digits == 0 || digits > MAX_DIGITS
                ? -1
                : Long.parseLong(text.substring(0, digits)) * unit;
    }
}
