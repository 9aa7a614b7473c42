package io.hyperspace.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Reflected;

/**
 * The frames that waves travel in between host and guest and over the control API: maps with the fields {@code kind, id,
 * to, from, agent, method, uri, headers, body, deadline} for directed waves and {@code kind, id, of, status, headers,
 * body} for reflected ones; CBOR for guests, the same as JSON elsewhere. A {@code Bin} is a byte string in CBOR and
 * base64 in JSON.
 */
public final class WaveFrames {

    private WaveFrames() {}

    public static byte[] toCbor(Directed wave) {
        throw new UnsupportedOperationException();
    }

    public static byte[] toCbor(Reflected wave) {
        throw new UnsupportedOperationException();
    }

    public static JsonNode toJson(Reflected wave) {
        throw new UnsupportedOperationException();
    }
}
