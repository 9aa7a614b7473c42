package io.hyperspace.provision;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.WaveId;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The durable waves that stars have accepted and whose targets have not answered yet, on disk. Rows belong to a star, not
 * to a Machine: whoever has the star next goes on with them.
 */
public interface Outbox {

    /**
     * One wave.
     *
     * @param wave its id
     * @param target whom it is for
     * @param deadline Unix milliseconds
     * @param bytes the wave as the runtime reads it again. The array is shared: do not write to it
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Entry(WaveId wave, Point target, long deadline, byte[] bytes) {}

    /**
     * Stores a wave; harmless for one that is stored already.
     *
     * @return completes when it is committed; fails with 503 when it is not, or when nobody knows
     */
    CompletionStage<Void> keep(StarKey star, Entry entry);

    /** Removes waves; harmless for those that are not there. */
    CompletionStage<Void> remove(StarKey star, List<WaveId> waves);

    /**
     * The waves of a star, in the order of their ids.
     *
     * @param after only those behind this one; null for the first page
     * @param limit how many at most
     * @param size from 1: none follows those that have so many bytes together
     */
    CompletionStage<List<Entry>> page(StarKey star, @Nullable WaveId after, int limit, long size);
}
