package io.hyperspace.space.document;

/** Amounts with a unit as documents write them: bytes such as {@code 32MiB}, times such as {@code 500ms}. */
public final class Quantity {

    private static final int MAX_DIGITS = 10;

    private record Unit(String name, long size) {}

    /** From the largest to the smallest. */
    private static final Unit[] BYTES = {
        new Unit("GiB", 1L << 30), new Unit("MiB", 1L << 20), new Unit("KiB", 1L << 10), new Unit("B", 1)
    };

    private static final Unit[] MILLIS = {
        new Unit("h", 3_600_000), new Unit("m", 60_000), new Unit("s", 1000), new Unit("ms", 1)
    };

    private Quantity() {}

    /** The number of bytes, or -1 if the text is not an amount of memory. */
    public static long bytes(String text) {
        return amount(text, BYTES);
    }

    /** The number of milliseconds, or -1 if the text is not a time. */
    public static long millis(String text) {
        return amount(text, MILLIS);
    }

    /** Bytes in the largest unit that leaves no rest. */
    static String ofBytes(long bytes) {
        return written(bytes, BYTES);
    }

    /** Milliseconds in the largest unit that leaves no rest. */
    static String ofMillis(long millis) {
        return written(millis, MILLIS);
    }

    private static String written(long amount, Unit[] units) {
        int i = 0;
        while (amount % units[i].size() != 0) {
            i++;
        }
        return amount / units[i].size() + units[i].name();
    }

    private static long amount(String text, Unit[] units) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > MAX_DIGITS) {
            return -1;
        }
        long number = Long.parseLong(text.substring(0, digits));
        String name = text.substring(digits);
        for (Unit unit : units) {
            if (unit.name().equals(name)) {
                return number > Long.MAX_VALUE / unit.size() ? -1 : number * unit.size();
            }
        }
        return -1;
    }
}
