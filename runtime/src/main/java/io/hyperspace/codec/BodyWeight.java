package io.hyperspace.codec;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.SpanRef;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Headers;
import java.util.List;
import java.util.Map;

/** How much memory a body, or a wave, takes, roughly, in bytes. */
public final class BodyWeight {

    /** What anything takes, however small. */
    private static final long LEAST = 16;
    /** Bytes of a character at most. */
    private static final long UTF_8 = 3;
    /** Bytes of all but uri, headers and body, with a chain of 32 long points. */
    private static final long HEAD = 40 << 10;

    /** What a wave takes besides: ids, points, agent, method. */
    private static final long WAVE = 200;

    private BodyWeight() {}

    /** What a whole wave takes. */
    public static long of(Directed wave) {
        long bytes = WAVE + wave.uri().length() + of(wave.body(), wave.headers());
        for (Point point : wave.head().chain()) {
            bytes += LEAST + length(point);
        }
        return bytes;
    }

    /** What an answer takes: its body and its headers. */
    public static long of(Substance body, Headers headers) {
        long bytes = of(body);
        for (Map.Entry<String, List<String>> header : headers.values().entrySet()) {
            bytes += LEAST + header.getKey().length();
            for (String value : header.getValue()) {
                bytes += LEAST + value.length();
            }
        }
        return bytes;
    }

    /** Whether a wave takes at most so many bytes on its way to another Machine. A small one costs no more than a look. */
    public static boolean fits(Directed wave, long limit) {
        long atMost = UTF_8 * (of(wave.body(), wave.headers()) + wave.uri().length()) + HEAD;
        return atMost <= limit || WaveFrames.toCbor(wave).length <= limit;
    }

    public static long of(Substance body) {
        if (body instanceof Substance.Bin bin) {
            return LEAST + bin.value().length;
        } else if (body instanceof Substance.Text text) {
            return LEAST + text.value().length();
        } else if (body instanceof Substance.Json json) {
            return LEAST + json.value().length();
        } else if (body instanceof Substance.ListOf list) {
            return LEAST + list.value().stream().mapToLong(BodyWeight::of).sum();
        } else if (body instanceof Substance.MapOf map) {
            return LEAST
                    + map.value().keySet().stream().mapToLong(String::length).sum()
                    + map.value().values().stream().mapToLong(BodyWeight::of).sum();
        } else if (body instanceof Substance.PointOf point) {
            return LEAST + length(point.value());
        } else if (body instanceof Substance.StubOf stub) {
            return 3 * LEAST
                    + length(stub.value().point())
                    + length(stub.value().kind());
        } else if (body instanceof Substance.Err err) {
            return of(err.value());
        }
        return LEAST;
    }

    private static long of(Fault fault) {
        long bytes = 4 * LEAST + fault.code().length() + fault.message().length();
        for (String help : fault.help()) {
            bytes += LEAST + help.length();
        }
        SpanRef span = fault.span();
        String excerpt = fault.excerpt();
        return bytes
                + (span == null ? 0 : 4 * LEAST + span.source().length())
                + (excerpt == null ? 0 : LEAST + excerpt.length());
    }

    private static long length(Object value) {
        return value.toString().length();
    }
}
