package io.hyperspace.space.trace;

import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.WaveId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries a trace on from wave to wave. */
public final class TraceHeaders {

    private TraceHeaders() {}

    /**
     * The headers of a wave that is sent while another is handled. It goes on with that one's trace, under a span of its own
     * when its way is recorded; unless it names another trace itself, or another span.
     *
     * @param own what the sender gives it
     * @param cause the wave that is handled; null when it is sent of its sender's own accord
     * @param wave the id of the one that is sent
     */
    public static Headers onward(Headers own, @Nullable Directed cause, WaveId wave) {
        if (cause == null || cause.headers().isEmpty()) {
            return own;
        }
        Traceparent parent = Traceparent.of(cause.headers());
        Traceparent chosen = parent == null ? null : Traceparent.of(own);
        if (parent == null || (chosen != null && !chosen.equals(parent))) {
            return own;
        }
        Traceparent next = parent.isSampled() ? parent.under(SpanId.of(wave)) : parent;
        return with(own, next, Tracestate.of(cause.headers()));
    }

    /** What headers say of a trace, and nothing else; {@link Headers#NONE} when that does not have its form. */
    public static Headers only(Headers headers) {
        Traceparent parent = Traceparent.of(headers);
        return parent == null ? Headers.NONE : with(Headers.NONE, parent, Tracestate.of(headers));
    }

    /** Headers that go on with a trace; what they said of one before is gone. */
    private static Headers with(Headers own, Traceparent parent, @Nullable String state) {
        Map<String, List<String>> values = new LinkedHashMap<>(own.values());
        values.put(Traceparent.NAME, List.of(parent.toString()));
        values.remove(Tracestate.NAME);
        if (state != null) {
            values.put(Tracestate.NAME, List.of(state));
        }
        return new Headers(values);
    }

    /** Headers with what a caller says of a trace, unless they say it themselves. */
    public static Headers in(Headers own, Headers trace) {
        if (trace.isEmpty() || Traceparent.of(own) != null) {
            return own;
        }
        Map<String, List<String>> values = new LinkedHashMap<>(own.values());
        values.remove(Tracestate.NAME);
        values.putAll(trace.values());
        return new Headers(values);
    }
}
