package io.hyperspace.driver;

import io.hyperspace.space.wave.WaveId;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A particle's durable keys and values, event-sourced. Keys are at most 512 bytes of text, a value at most 256 KiB, all
 * together at most 4 MiB.
 */
public interface DurableState {

    /** The value of a key as last committed, or null. The array is shared: do not write to it. */
    byte @Nullable [] get(String key);

    /**
     * Commits all puts of one wave as one event. When the stage completes they are on disk. When it fails with 413, none
     * is stored. When it fails with 503, either none is stored or nobody knows; then the particle is ended and starts
     * again from what is on disk.
     *
     * @param wave the wave that put them
     * @param puts by key
     */
    CompletionStage<Void> commit(WaveId wave, Map<String, byte[]> puts);
}
