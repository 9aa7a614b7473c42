package io.hyperspace.space.trace;

import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.WaveId;
import org.jspecify.annotations.Nullable;

/**
 * Names a tracked wave: one whose {@code traceparent} says that its way is recorded.
 *
 * @param trace what it belongs to
 * @param span its own span
 * @param id its id
 */
public record TracedWave(TraceId trace, SpanId span, WaveId id) {

    private static final int SPAN = TraceId.LENGTH + 1;
    private static final int ID = SPAN + SpanId.LENGTH + 1;

    /**
     * A wave's name when it is tracked, else null. Every layer asks this of every wave, so for one without headers, as most
     * are, it is a look at an empty map.
     */
    public static @Nullable TracedWave of(Directed wave) {
        Headers headers = wave.head().headers();
        return headers.isEmpty() ? null : of(headers, wave.id());
    }

    private static @Nullable TracedWave of(Headers headers, WaveId id) {
        Traceparent parent = Traceparent.of(headers);
        return parent == null || !parent.isSampled() ? null : new TracedWave(parent.trace(), parent.span(), id);
    }

    /** @throws IllegalArgumentException if it is not what {@link #toString} gives */
    public static TracedWave parse(String text) {
        if (text.length() <= ID) {
            throw new IllegalArgumentException("not a tracked wave: " + text);
        }
        return new TracedWave(
                TraceId.parse(text.substring(0, SPAN - 1)),
                SpanId.parse(text.substring(SPAN, ID - 1)),
                WaveId.parse(text.substring(ID)));
    }

    @Override
    public String toString() {
        return trace + "-" + span + "-" + id;
    }
}
