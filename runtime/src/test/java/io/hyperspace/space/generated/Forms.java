package io.hyperspace.space.generated;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperspace.codec.SpaceJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The JSON and the CBOR form of a value: each reads back as the value, and a second time gives the same bytes. */
final class Forms {

    private Forms() {}

    static <T> void readBack(T value, Class<T> type) {
        try {
            for (ObjectMapper mapper : List.of(SpaceJson.json(), SpaceJson.cbor())) {
                byte[] bytes = mapper.writerFor(type).writeValueAsBytes(value);
                T read = mapper.readValue(bytes, type);
                assertThat(read).isEqualTo(value);
                assertThat(mapper.writerFor(type).writeValueAsBytes(read)).isEqualTo(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
