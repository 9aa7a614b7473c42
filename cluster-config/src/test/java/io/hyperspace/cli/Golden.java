package io.hyperspace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares output with a file beside the tests; with {@code -Dhyperspace.golden.update=true} it writes the file instead. */
final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/io/hyperspace/cli");

    private Golden() {}

    static void check(String name, Object actual) throws IOException {
        Path file = FOLDER.resolve(name + ".txt");
        if (Boolean.getBoolean("hyperspace.golden.update")) {
            Files.writeString(file, actual.toString());
            return;
        }
        assertThat(actual.toString())
                .as("differs from %s; if it is right, run the test with -Dhyperspace.golden.update=true", file)
                .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
    }
}
