package io.hyperspace.freight;

/**
 * A part of some bytes.
 *
 * @param at how many come before it
 * @param size how many there are in all
 * @param bytes the part. The array is shared: do not write to it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Slice(int at, int size, byte[] bytes) {

    public Slice {
        if (at < 0 || at + (long) bytes.length > size) {
            throw new IllegalArgumentException("no part of " + size + " bytes");
        }
    }

    public boolean isFirst() {
        return at == 0;
    }

    public boolean isLast() {
        return at + bytes.length == size;
    }
}
