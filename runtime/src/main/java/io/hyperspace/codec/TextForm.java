package io.hyperspace.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.hyperspace.space.error.HyperspaceException;
import java.io.IOException;
import java.util.function.Function;

/** Values whose {@code toString} is the text that parses back to them, as Jackson sees them. */
final class TextForm {

    private TextForm() {}

    static final class Writer<T> extends StdSerializer<T> {
        Writer(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }

        @Override
        public void serializeWithType(T value, JsonGenerator out, SerializerProvider provider, TypeSerializer type)
                throws IOException {
            serialize(value, out, provider);
        }
    }

    static final class KeyWriter<T> extends StdSerializer<T> {
        KeyWriter(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeFieldName(value.toString());
        }
    }

    static final class Reader<T> extends StdDeserializer<T> {
        private final transient Function<String, T> parse;

        Reader(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String text = in.getValueAsString();
            if (text == null) {
                throw context.weirdStringException("", handledType(), "expected a text");
            }
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException | HyperspaceException e) {
                throw context.weirdStringException(text, handledType(), String.valueOf(e.getMessage()));
            }
        }

        @Override
        public Object deserializeWithType(JsonParser in, DeserializationContext context, TypeDeserializer type)
                throws IOException {
            return deserialize(in, context);
        }
    }

    static final class KeyReader<T> extends KeyDeserializer {
        private final Function<String, T> parse;

        KeyReader(Function<String, T> parse) {
            this.parse = parse;
        }

        @Override
        public Object deserializeKey(String key, DeserializationContext context) throws IOException {
            try {
                return parse.apply(key);
            } catch (IllegalArgumentException | HyperspaceException e) {
                throw context.weirdKeyException(Object.class, key, String.valueOf(e.getMessage()));
            }
        }
    }
}
