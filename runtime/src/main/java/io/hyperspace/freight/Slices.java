package io.hyperspace.freight;

import java.util.Arrays;

/** Bytes that are sent in parts. A part is copied each time that it is sent, so none is kept beside the whole. */
public final class Slices {

    private final byte[] whole;
    private final int part;

    /** @param part bytes of a part, from 1 */
    public Slices(byte[] whole, int part) {
        this.whole = whole;
        this.part = part;
    }

    /** How many parts there are; one of nothing, too. */
    public int count() {
        return Math.max(1, (whole.length + part - 1) / part);
    }

    public int size() {
        return whole.length;
    }

    /** A part, counted from 0. */
    public Slice get(int index) {
        int at = index * part;
        return new Slice(at, whole.length, Arrays.copyOfRange(whole, at, Math.min(whole.length, at + part)));
    }
}
