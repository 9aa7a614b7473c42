package io.hyperspace.drivers.mechtron.engine;

import java.util.List;

/**
 * All that an instance has between two calls: what another instance of the same module needs to go on in its place. Only
 * whether the guest has dropped data or element segments is not part of it; they are there again.
 *
 * @param pages of memory, 64 KiB each
 * @param at where the blocks of memory that are not all zeros begin, in order, as numbers of blocks
 * @param blocks these blocks, one after the other, {@value #BLOCK} bytes each
 * @param globals the lower and the upper half of each
 * @param tables the function that each element of a table refers to; -1 for none
 */
@SuppressWarnings("ArrayRecordComponent")
public record GuestImage(int pages, int[] at, byte[] blocks, long[] globals, List<int[]> tables) {

    /** Bytes of a block. */
    public static final int BLOCK = 4_096;

    public GuestImage {
        tables = List.copyOf(tables);
        if ((long) at.length * BLOCK != blocks.length) {
            throw new IllegalArgumentException(at.length + " blocks do not have " + blocks.length + " bytes");
        }
    }
}
