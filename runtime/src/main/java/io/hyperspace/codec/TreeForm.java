package io.hyperspace.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.hyperspace.space.error.HyperspaceException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Values that are maps with fields of fixed names, as Jackson sees them. */
final class TreeForm {

    private TreeForm() {}

    /** Writes a value as one map. */
    interface Write<T> {
        void write(FrameWriter out, T value) throws IOException;
    }

    /** Reads a value from its map; throws a {@link HyperspaceException} when it cannot. */
    interface Read<T> {
        T read(JsonNode node, boolean binary);
    }

    /** Whether a reader or writer deals in CBOR, where bytes are bytes and JSON is a text. */
    static boolean isBinary(@Nullable ObjectCodec codec, boolean otherwise) {
        if (codec == null || codec.getFactory() == null) {
            return otherwise;
        }
        return codec.getFactory().canHandleBinaryNatively();
    }

    static final class Writer<T> extends StdSerializer<T> {
        private final transient Write<? super T> form;

        Writer(Class<T> type, Write<? super T> form) {
            super(type);
            this.form = form;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            form.write(new FrameWriter(out, isBinary(out.getCodec(), out.canWriteBinaryNatively())), value);
        }

        @Override
        public void serializeWithType(T value, JsonGenerator out, SerializerProvider provider, TypeSerializer type)
                throws IOException {
            serialize(value, out, provider);
        }
    }

    static final class Reader<T> extends StdDeserializer<T> {
        private final transient Read<? extends T> form;

        Reader(Class<T> type, Read<? extends T> form) {
            super(type);
            this.form = form;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            JsonNode node = context.readTree(in);
            try {
                return form.read(node, isBinary(in.getCodec(), false));
            } catch (HyperspaceException e) {
                throw JsonMappingException.from(in, e.fault().message(), e);
            }
        }

        @Override
        public Object deserializeWithType(JsonParser in, DeserializationContext context, TypeDeserializer type)
                throws IOException {
            return deserialize(in, context);
        }
    }
}
