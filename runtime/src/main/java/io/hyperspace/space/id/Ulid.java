package io.hyperspace.space.id;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/**
 * A 128-bit identifier that sorts by time: 48 bits of Unix milliseconds, then 80 random bits. Its text is 26 characters
 * of Crockford's base 32. Source: the ULID specification, github.com/ulid/spec.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record Ulid(long high, long low) implements Comparable<Ulid> {

    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int TEXT_LENGTH = 26;
    private static final ThreadLocal<SplittableRandom> RANDOM =
            ThreadLocal.withInitial(() -> new SplittableRandom(new SecureRandom().nextLong()));

    /** A new identifier of this instant. It is unique, not secret. */
    public static Ulid next() {
        return at(System.currentTimeMillis());
    }

    public static Ulid at(long unixMillis) {
        SplittableRandom random = RANDOM.get();
        long high = (unixMillis << 16) | (random.nextLong() >>> 48);
        return new Ulid(high, random.nextLong());
    }

    /** A new identifier of this instant that sorts behind another, whose clock may have been fast. */
    public static Ulid nextAfter(Ulid other) {
        Ulid next = next();
        return next.compareTo(other) > 0 ? next : at(other.unixMillis() + 1);
    }

    /** @throws IllegalArgumentException if the text is not 26 characters of the alphabet or is too large */
    public static Ulid parse(String text) {
        if (text.length() != TEXT_LENGTH || text.charAt(0) > '7') {
            throw new IllegalArgumentException("not a ULID: " + text);
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < TEXT_LENGTH; i++) {
            high = (high << 5) | (low >>> 59);
            low = (low << 5) | digit(text.charAt(i));
        }
        return new Ulid(high, low);
    }

    public long unixMillis() {
        return high >>> 16;
    }

    private static int digit(char c) {
        int digit = c < '0' ? -1 : indexOf(c);
        if (digit < 0) {
            throw new IllegalArgumentException("not a ULID digit: " + c);
        }
        return digit;
    }

    private static int indexOf(char c) {
        for (int i = 0; i < ALPHABET.length; i++) {
            if (ALPHABET[i] == c) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int compareTo(Ulid other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        char[] text = new char[TEXT_LENGTH];
        long h = high;
        long l = low;
        for (int i = TEXT_LENGTH - 1; i >= 0; i--) {
            text[i] = ALPHABET[(int) (l & 31)];
            l = (l >>> 5) | (h << 59);
            h >>>= 5;
        }
        return new String(text);
    }
}
