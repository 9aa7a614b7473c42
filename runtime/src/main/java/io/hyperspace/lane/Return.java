package io.hyperspace.lane;

import io.hyperspace.codec.Stored;
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
     * All has been given back; what this gravity did not admit it never will.
     *
     * @param admitted the last number that it admitted
     */
    record Moved(long epoch, long turn, long admitted) implements Return {}
}
