package io.hyperspace.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Reflected;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The frames that waves travel in between host and guest and over the control API: maps with the fields {@code kind, id,
 * to, from, agent, method, uri, headers, body, deadline} for directed waves and {@code kind, id, of, status, headers,
 * body} for reflected ones; CBOR for guests, the same as JSON elsewhere. The deadline is in Unix milliseconds. A
 * {@code Bin} is a byte string in CBOR and base64 in JSON; a {@code Json} is a text in CBOR and the structure itself in
 * JSON. What is written has all fields, and definite lengths in CBOR. What is read needs {@code kind, to, method} of a
 * directed wave and {@code kind} of a reflected one; a directed one may name its {@code handling}; {@code from} and
 * {@code agent} are ignored.
 *
 * <p>What cannot be read is refused with a {@link io.hyperspace.space.error.HyperspaceException}: 400, or 413 past
 * {@link SpaceJson#MAX_DOCUMENT}.
 */
public final class WaveFrames {

    private WaveFrames() {}

    public static byte[] toCbor(Directed wave) {
        return bytes(SpaceJson.cbor(), true, out -> WaveForm.writeDirected(out, wave, false));
    }

    public static byte[] toCbor(Reflected wave) {
        return bytes(SpaceJson.cbor(), true, out -> WaveForm.writeReflected(out, wave, false));
    }

    /** The frame as JSON text in UTF-8. */
    public static byte[] toJsonBytes(Directed wave) {
        return bytes(SpaceJson.json(), false, out -> WaveForm.writeDirected(out, wave, false));
    }

    /** The frame as JSON text in UTF-8. */
    public static byte[] toJsonBytes(Reflected wave) {
        return bytes(SpaceJson.json(), false, out -> WaveForm.writeReflected(out, wave, false));
    }

    public static JsonNode toJson(Directed wave) {
        return SpaceJson.own(toJsonBytes(wave));
    }

    public static JsonNode toJson(Reflected wave) {
        return SpaceJson.own(toJsonBytes(wave));
    }

    /** A directed frame that a guest wrote. */
    public static OutgoingFrame outgoing(byte[] cbor) {
        return WaveForm.readOutgoing(SpaceJson.parseCbor(cbor), true);
    }

    /**
     * A directed frame that a guest wrote, of a wave to one particle or of a ripple.
     *
     * @param one takes the frame of a ping or a signal
     * @param ripple takes that of a ripple
     */
    public static <T> T outgoing(byte[] cbor, Function<OutgoingFrame, T> one, Function<RippleFrame, T> ripple) {
        return outgoing(SpaceJson.parseCbor(cbor), true, one, ripple);
    }

    /** The same, of a frame that a client wrote as JSON. */
    public static <T> T outgoing(JsonNode json, Function<OutgoingFrame, T> one, Function<RippleFrame, T> ripple) {
        return outgoing(json, false, one, ripple);
    }

    private static <T> T outgoing(
            JsonNode frame, boolean binary, Function<OutgoingFrame, T> one, Function<RippleFrame, T> ripple) {
        return WaveForm.isRipple(frame)
                ? ripple.apply(WaveForm.readRipple(frame, binary))
                : one.apply(WaveForm.readOutgoing(frame, binary));
    }

    /** A directed frame that a client wrote as JSON. */
    public static OutgoingFrame outgoing(JsonNode json) {
        return WaveForm.readOutgoing(json, false);
    }

    /** The deadline that a client's frame names, in Unix milliseconds; empty when it names none. */
    public static OptionalLong deadline(JsonNode json) {
        return WaveForm.readDeadline(json);
    }

    /** A reflected frame that a guest wrote. */
    public static ReflectedFrame reflected(byte[] cbor) {
        return WaveForm.readReflected(SpaceJson.parseCbor(cbor), true);
    }

    /** A reflected frame that a client wrote as JSON. */
    public static ReflectedFrame reflected(JsonNode json) {
        return WaveForm.readReflected(json, false);
    }

    /**
     * What a guest is told when it starts: {@code {"abi","point","kind","properties":{key:text},"env":{key:text}}}.
     *
     * @param abi the version of the guest ABI
     */
    public static byte[] init(int abi, ParticleRecord record, Map<String, String> env) {
        Map<String, String> properties = new TreeMap<>();
        record.properties().forEach((key, property) -> properties.put(key, property.value()));
        return bytes(SpaceJson.cbor(), true, out -> {
            out.map(5);
            out.whole("abi", abi);
            out.text("point", record.point().toString());
            out.text("kind", record.kind().toString());
            writeTexts(out, "properties", properties);
            writeTexts(out, "env", new TreeMap<>(env));
            out.endMap();
        });
    }

    private static void writeTexts(FrameWriter out, String field, Map<String, String> texts) throws IOException {
        out.name(field);
        out.map(texts.size());
        for (Map.Entry<String, String> text : texts.entrySet()) {
            out.text(text.getKey(), text.getValue());
        }
        out.endMap();
    }

    private interface Content {
        void write(FrameWriter out) throws IOException;
    }

    private static byte[] bytes(ObjectMapper mapper, boolean binary, Content content) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder()) {
            try (JsonGenerator out = mapper.createGenerator(bytes)) {
                content.write(new FrameWriter(out, binary));
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("a wave has a frame", e);
        }
    }
}
