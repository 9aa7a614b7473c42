package io.hyperspace.space.trace;

import io.hyperspace.space.wave.WaveId;

/**
 * Names a span: the way of one wave. Its text is 16 hexadecimal digits in lower case.
 *
 * @param value not 0
 */
public record SpanId(long value) {

    /** How long its text is. */
    static final int LENGTH = 16;

    public SpanId {
        if (value == 0) {
            throw new IllegalArgumentException("a span is not named by zeros");
        }
    }

    /** The span of a wave: the same each time, so that a wave that comes again is in the same span. */
    public static SpanId of(WaveId wave) {
        long mixed = wave.ulid().low() ^ Long.rotateLeft(wave.ulid().high(), Integer.SIZE);
        mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed ^= mixed >>> 33;
        return new SpanId(mixed == 0 ? 1 : mixed);
    }

    /** @throws IllegalArgumentException if the text is not 16 digits in lower case, or zeros */
    public static SpanId parse(String text) {
        if (text.length() != LENGTH || !Hex.isHex(text, 0, LENGTH)) {
            throw new IllegalArgumentException("a span is named by " + LENGTH + " hexadecimal digits in lower case");
        }
        return new SpanId(Hex.read(text, 0));
    }

    @Override
    public String toString() {
        return Hex.write(value);
    }
}
