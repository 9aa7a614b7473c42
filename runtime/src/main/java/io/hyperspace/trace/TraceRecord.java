package io.hyperspace.trace;

import io.hyperspace.space.trace.SpanId;
import io.hyperspace.space.trace.TracedWave;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one layer says of a tracked wave that has come by.
 *
 * @param time when, by the clock of the Machine
 * @param wave which
 * @param parent the span of the wave because of which it was sent; said where it is sent and nowhere else
 * @param layer who says it
 * @param place where
 * @param number the wave's number on its lane, 0 where it has none
 * @param fate what became of it there
 */
public record TraceRecord(
        Instant time, TracedWave wave, @Nullable SpanId parent, Layer layer, Place place, long number, Fate fate) {}
