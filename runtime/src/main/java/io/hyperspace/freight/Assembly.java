package io.hyperspace.freight;

import org.jspecify.annotations.Nullable;

/**
 * Puts parts together. Belongs to one actor.
 *
 * <p>Invariants: parts are taken in their order, each once; what there is no room for is counted through to its last part and
 * not kept; room that was taken is given back once, when it is whole or dropped.
 */
public final class Assembly {

    private final Scale scale;
    private final int size;
    private byte @Nullable [] bytes;
    private int filled;

    /** Takes room for all that the first part announces, if there is any. */
    public Assembly(Scale scale, Slice first) {
        this.scale = scale;
        this.size = first.size();
        this.bytes = scale.take(size) ? new byte[size] : null;
    }

    /** Whether there was room for it. */
    public boolean isKept() {
        return bytes != null;
    }

    /** How many bytes of it have come. */
    public int filled() {
        return filled;
    }

    /** Takes the next part; false for any other. */
    public boolean add(Slice slice) {
        if (slice.at() != filled || slice.size() != size) {
            return false;
        }
        if (bytes != null) {
            System.arraycopy(slice.bytes(), 0, bytes, filled, slice.bytes().length);
        }
        filled += slice.bytes().length;
        return true;
    }

    public boolean isWhole() {
        return filled == size;
    }

    /** Gives what has come, once; null when it was not kept. */
    public byte @Nullable [] release() {
        byte[] all = bytes;
        if (all != null) {
            bytes = null;
            scale.remove(size);
        }
        return all;
    }
}
