package io.hyperspace.space.trace;

import io.hyperspace.space.wave.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code traceparent}: which trace a wave belongs to, under which span, and whether its way is recorded. Source:
 * the W3C recommendation Trace Context, www.w3.org/TR/trace-context. What does not have its form is ignored, as that says,
 * and is no error: a header is not why a wave is sent.
 *
 * @param trace the trace
 * @param span the span of the wave that has this header
 * @param isSampled whether those on the way leave records
 */
public record Traceparent(TraceId trace, SpanId span, boolean isSampled) {

    /** The name of the header. */
    public static final String NAME = "traceparent";

    private static final int TRACE = 3;
    private static final int SPAN = TRACE + TraceId.LENGTH + 1;
    private static final int FLAGS = SPAN + SpanId.LENGTH + 1;
    private static final int LENGTH = FLAGS + 2;
    private static final int SAMPLED = 1;

    /** What headers say; null when they say nothing of the form, or more than one thing. */
    public static @Nullable Traceparent of(Headers headers) {
        List<String> given = headers.values().get(NAME);
        return given == null || given.size() != 1 ? null : parse(given.get(0));
    }

    /**
     * What a header says, or null. A version to come may say more behind a further dash, and is read like this one up to
     * there; version ff is none.
     */
    public static @Nullable Traceparent parse(String text) {
        if (!hasForm(text)) {
            return null;
        }
        long high = Hex.read(text, TRACE);
        long low = Hex.read(text, TRACE + TraceId.LENGTH / 2);
        long span = Hex.read(text, SPAN);
        if ((high == 0 && low == 0) || span == 0) {
            return null;
        }
        boolean isSampled = (Character.digit(text.charAt(LENGTH - 1), 16) & SAMPLED) != 0;
        return new Traceparent(new TraceId(high, low), new SpanId(span), isSampled);
    }

    private static boolean hasForm(String text) {
        return text.length() >= LENGTH
                && Hex.isHex(text, 0, TRACE - 1)
                && text.charAt(TRACE - 1) == '-'
                && Hex.isHex(text, TRACE, SPAN - 1)
                && text.charAt(SPAN - 1) == '-'
                && Hex.isHex(text, SPAN, FLAGS - 1)
                && text.charAt(FLAGS - 1) == '-'
                && Hex.isHex(text, FLAGS, LENGTH)
                && endsAsItsVersionMay(text);
    }

    private static boolean endsAsItsVersionMay(String text) {
        if (text.startsWith("ff")) {
            return false;
        }
        return text.length() == LENGTH || (!text.startsWith("00") && text.charAt(LENGTH) == '-');
    }

    /** The same trace under another span. */
    public Traceparent under(SpanId other) {
        return new Traceparent(trace, other, isSampled);
    }

    /** The value of the header, in version 00. */
    @Override
    public String toString() {
        return "00-" + trace + "-" + span + (isSampled ? "-01" : "-00");
    }
}
