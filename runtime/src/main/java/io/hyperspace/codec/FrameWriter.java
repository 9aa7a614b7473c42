package io.hyperspace.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps, lists and texts so that a small reader can take them: in CBOR every length is written ahead, none is
 * indefinite, and a text is never split into chunks.
 */
final class FrameWriter {

    private final JsonGenerator out;
    private final boolean binary;

    FrameWriter(JsonGenerator out, boolean binary) {
        this.out = out;
        this.binary = binary;
    }

    void map(int fields) throws IOException {
        out.writeStartObject(null, fields);
    }

    void endMap() throws IOException {
        out.writeEndObject();
    }

    void list(int elements) throws IOException {
        out.writeStartArray(null, elements);
    }

    void endList() throws IOException {
        out.writeEndArray();
    }

    void name(String field) throws IOException {
        out.writeFieldName(field);
    }

    void text(String value) throws IOException {
        if (out instanceof CBORGenerator) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            out.writeUTF8String(utf8, 0, utf8.length);
        } else {
            out.writeString(value);
        }
    }

    void text(String field, String value) throws IOException {
        name(field);
        text(value);
    }

    /** A field that is left out when there is no value; whoever calls this has not counted it otherwise. */
    void textIfAny(String field, @Nullable String value) throws IOException {
        if (value != null) {
            text(field, value);
        }
    }

    void whole(long value) throws IOException {
        out.writeNumber(value);
    }

    void whole(String field, long value) throws IOException {
        name(field);
        whole(value);
    }

    void truth(boolean value) throws IOException {
        out.writeBoolean(value);
    }

    void bytes(byte[] value) throws IOException {
        out.writeBinary(value);
    }

    /** JSON: a text in CBOR, the structure itself in JSON. */
    void json(String json) throws IOException {
        if (binary) {
            text(json);
            return;
        }
        try (JsonParser in = SpaceJson.json().createParser(json)) {
            in.nextToken();
            out.copyCurrentStructureExact(in);
        }
    }
}
