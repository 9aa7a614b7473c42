package io.hyperspace.ripple;

import io.hyperspace.codec.WaveFrames;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Headers;
import java.util.List;
import java.util.Map;

/** How much memory a body takes, roughly, in bytes. */
public final class BodyWeight {

    /** What anything takes, however small. */
    private static final long LEAST = 16;
    /** Bytes of a character at most. */
    private static final long UTF_8 = 3;
    /** Bytes of all but uri, headers and body, with a chain of 32 long points. */
    private static final long HEAD = 40 << 10;

    private BodyWeight() {}

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
        } else if (body instanceof Substance.Err err) {
            return LEAST
                    + err.value().message().length()
                    + err.value().help().stream().mapToLong(String::length).sum();
        }
        return LEAST;
    }
}
