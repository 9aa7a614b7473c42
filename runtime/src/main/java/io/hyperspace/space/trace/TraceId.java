package io.hyperspace.space.trace;

import io.hyperspace.space.id.Ulid;

/**
 * Names a trace: all that happens because of one first wave. Its text is 32 hexadecimal digits in lower case.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits; the two are not both 0
 */
public record TraceId(long high, long low) {

    /** How long its text is. */
    static final int LENGTH = 32;

    public TraceId {
        if (high == 0 && low == 0) {
            throw new IllegalArgumentException("a trace is not named by zeros");
        }
    }

    /** A new one, at random. */
    public static TraceId next() {
        return new TraceId(Ulid.next().low(), Ulid.next().low() | 1);
    }

    /** @throws IllegalArgumentException if the text is not 32 digits in lower case, or zeros */
    public static TraceId parse(String text) {
        if (text.length() != LENGTH || !Hex.isHex(text, 0, LENGTH)) {
            throw new IllegalArgumentException("a trace is named by " + LENGTH + " hexadecimal digits in lower case");
        }
        return new TraceId(Hex.read(text, 0), Hex.read(text, LENGTH / 2));
    }

    @Override
    public String toString() {
        return Hex.write(high) + Hex.write(low);
    }
}
