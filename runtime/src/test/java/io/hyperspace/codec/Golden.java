package io.hyperspace.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stored samples. {@code -Dhyperspace.golden.update=true} writes those that differ anew. */
final class Golden {

    private Golden() {}

    static void matches(String resource, String actual) {
        try (InputStream in = Golden.class.getResourceAsStream("/" + resource)) {
            if (Boolean.getBoolean("hyperspace.golden.update")) {
                Files.writeString(Path.of("src/test/resources", resource), actual + "\n");
                return;
            }
            assertThat(in).as("sample %s", resource).isNotNull();
            String expected = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(actual)
                    .as("%s; to accept the new form run the test with -Dhyperspace.golden.update=true", resource)
                    .isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
