package io.hyperspace.lane;

import io.hyperspace.codec.Stored;
import io.hyperspace.freight.Slice;
import org.jspecify.annotations.Nullable;

/**
 * What a gravity gives back to a lane. Returns of one epoch are counted from 1; the lane takes them in this order, each
 * once, and says so with {@link Took}; what it has not taken is sent again.
 */
public sealed interface Return extends Lane.Command, Stored {

    /** The gravity's. */
    long epoch();

    /** Counts the returns of this epoch to this lane. */
    long turn();

    /**
     * Something that no particle has begun.
     *
     * @param elsewhere whether its target lives in another star; else it is for this star's next gravity
     * @param wave the wave, or null
     * @param mark the mark, or null when it is a wave
     */
    record Back(
            long epoch,
            long turn,
            boolean elsewhere,
            @Nullable Carry wave,
            @Nullable Mark mark) implements Return {}

    /**
     * A part of something that no particle has begun and that is too large for one message. The parts of one wave come one
     * after the other.
     *
     * @param elsewhere see {@link Back}
     * @param slice of the bytes of the wave as a {@link Carry}
     */
    record Piece(long epoch, long turn, boolean elsewhere, Slice slice) implements Return {}

    /**
     * All has been given back; what this gravity did not admit it never will.
     *
     * @param admitted the last number that it admitted
     */
    record Moved(long epoch, long turn, long admitted) implements Return {}
}
