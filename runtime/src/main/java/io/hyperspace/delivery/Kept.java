package io.hyperspace.delivery;

import io.hyperspace.codec.Stored;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.wave.WaveId;
import org.jspecify.annotations.Nullable;

/**
 * What a star says about a wave that it was asked to keep.
 *
 * @param wave the wave
 * @param refusal why it does not keep it; null when the wave is on disk, or its target has answered
 */
public record Kept(WaveId wave, @Nullable Fault refusal) implements Stored {}
