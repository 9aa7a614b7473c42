package io.hyperspace.codec;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.SpanRef;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Headers;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

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

    /** The uri that most waves have. */
    private static final int ROOT = 1;

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
        return of(body, headers, String::length);
    }

    private static long of(Substance body, Headers headers, ToLongFunction<String> length) {
        long bytes = of(body, length);
        if (headers.isEmpty()) {
            return bytes;
        }
        for (Map.Entry<String, List<String>> header : headers.values().entrySet()) {
            bytes += LEAST + length.applyAsLong(header.getKey());
            for (String value : header.getValue()) {
                bytes += LEAST + length.applyAsLong(value);
            }
        }
        return bytes;
    }

    /** What of a wave counts against the largest that there may be: body, headers and uri, in characters where it is text. */
    public static long load(Directed wave) {
        return load(wave.body(), wave.headers()) + wave.uri().length() - ROOT;
    }

    /** What of an answer counts against the largest that there may be. */
    public static long load(Substance body, Headers headers) {
        return of(body, headers) - LEAST;
    }

    /**
     * Whether what counts of a wave is more than so many bytes, of text as UTF-8. One that is far from it costs no more than
     * a look.
     */
    public static boolean exceeds(Directed wave, long limit) {
        long characters = load(wave);
        if (UTF_8 * characters <= limit) {
            return false;
        }
        return characters > limit
                || load(wave.body(), wave.headers(), Utf8::length) + Utf8.length(wave.uri()) - ROOT > limit;
    }

    /** Whether what counts of an answer is more than so many bytes, likewise. */
    public static boolean exceeds(Substance body, Headers headers, long limit) {
        long characters = load(body, headers);
        if (UTF_8 * characters <= limit) {
            return false;
        }
        return characters > limit || load(body, headers, Utf8::length) > limit;
    }

    /** Bytes that a wave or an answer takes between two Machines at most if what counts of it has so many. */
    public static long largest(long bytes) {
        return bytes + HEAD;
    }

    private static long load(Substance body, Headers headers, ToLongFunction<String> length) {
        return of(body, headers, length) - LEAST;
    }

    public static long of(Substance body) {
        return of(body, String::length);
    }

    private static long of(Substance body, ToLongFunction<String> length) {
        if (body instanceof Substance.Bin bin) {
            return LEAST + bin.value().length;
        } else if (body instanceof Substance.Text text) {
            return LEAST + length.applyAsLong(text.value());
        } else if (body instanceof Substance.Json json) {
            return LEAST + length.applyAsLong(json.value());
        } else if (body instanceof Substance.ListOf list) {
            return LEAST
                    + list.value().stream()
                            .mapToLong(value -> of(value, length))
                            .sum();
        } else if (body instanceof Substance.MapOf map) {
            return LEAST
                    + map.value().keySet().stream().mapToLong(length).sum()
                    + map.value().values().stream()
                            .mapToLong(value -> of(value, length))
                            .sum();
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
