package io.hyperspace.codec;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.hyperspace.space.error.Faults;
import java.io.IOException;

/**
 * JSON and CBOR that know the values of a Hyperverse. What they read is bounded: nesting of at most
 * {@value #MAX_NESTING}, documents of at most {@value #MAX_DOCUMENT} bytes. Both mappers are shared; whoever takes one
 * leaves its settings alone.
 */
public final class SpaceJson {

    public static final int MAX_NESTING = 64;
    public static final int MAX_DOCUMENT = 16 << 20;
    private static final int MAX_NAME = 1024;

    private static final ObjectMapper JSON = jsonMapper(MAX_NESTING, MAX_DOCUMENT);
    private static final ObjectMapper CBOR = cborMapper(MAX_NESTING, MAX_DOCUMENT, MAX_NAME);

    /** For what was written here: JSON inside of a bounded frame may nest a little further than either alone. */
    private static final ObjectMapper OWN = jsonMapper(4 * MAX_NESTING, Long.MAX_VALUE);

    /** A wave with the largest body is a little larger than that, and a name of it as long as it likes. */
    private static final ObjectMapper OWN_CBOR = cborMapper(4 * MAX_NESTING, 2L * MAX_DOCUMENT, MAX_DOCUMENT);

    private SpaceJson() {}

    /** The JSON mapper. */
    public static ObjectMapper json() {
        return JSON;
    }

    /** The CBOR mapper. */
    public static ObjectMapper cbor() {
        return CBOR;
    }

    /** CBOR for what Machines write and read themselves: what came in a frame lies a little deeper there. */
    public static ObjectMapper ownCbor() {
        return OWN_CBOR;
    }

    /**
     * The tree of a JSON text.
     *
     * @throws io.hyperspace.space.error.HyperspaceException 400 when it is not JSON or nests too deeply, 413 when it is
     *     too large
     */
    public static JsonNode parse(byte[] utf8) {
        return tree(JSON, utf8, "JSON");
    }

    /** The tree of a CBOR item; refused like {@link #parse}. */
    public static JsonNode parseCbor(byte[] bytes) {
        return tree(CBOR, bytes, "CBOR");
    }

    /** The tree of any value that {@link SpaceModule} knows: a fault, a stub, a record, a substance, a wave. */
    public static JsonNode toTree(Object value) {
        return JSON.valueToTree(value);
    }

    /** The JSON text of a value or tree, in UTF-8, on one line. */
    public static byte[] toBytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new IllegalStateException("a value of ours has a JSON form", e);
        }
    }

    /** The tree of JSON that was written here. */
    static JsonNode own(byte[] utf8) {
        return tree(OWN, utf8, "JSON");
    }

    private static JsonNode tree(ObjectMapper mapper, byte[] bytes, String what) {
        if (bytes.length > MAX_DOCUMENT && mapper != OWN) {
            throw Faults.tooLarge(what, MAX_DOCUMENT).toException();
        }
        try (JsonParser in = mapper.createParser(bytes)) {
            JsonNode node = mapper.readTree(in);
            if (node == null || node.isMissingNode() || in.nextToken() != null) {
                throw FieldReader.refused("expected one " + what + " value");
            }
            return node;
        } catch (StreamConstraintsException e) {
            throw FieldReader.refused(what + " that nests or grows too far: " + e.getOriginalMessage());
        } catch (JacksonException e) {
            throw FieldReader.refused("not " + what + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw FieldReader.refused("not " + what + ": " + e.getMessage());
        }
    }

    private static ObjectMapper jsonMapper(int nesting, long size) {
        return JsonMapper.builder(new JsonFactoryBuilder()
                        .streamReadConstraints(limits(nesting, size, MAX_NAME))
                        .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                        .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                        .build())
                .enable(
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .addModule(new SpaceModule())
                .build();
    }

    private static ObjectMapper cborMapper(int nesting, long size, int name) {
        return CBORMapper.builder(CBORFactory.builder()
                        .streamReadConstraints(limits(nesting, size, name))
                        .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addModule(new SpaceModule())
                .build();
    }

    private static StreamReadConstraints limits(int nesting, long size, int name) {
        return StreamReadConstraints.builder()
                .maxNestingDepth(nesting)
                .maxDocumentLength(size)
                .maxStringLength((int) Math.min(size, Integer.MAX_VALUE))
                .maxNameLength(name)
                .maxNumberLength(256)
                .build();
    }
}
