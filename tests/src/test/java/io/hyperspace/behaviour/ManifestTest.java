package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.provision.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guests of the sample are what they were built from: nobody changed a source without building it anew. */
final class ManifestTest {

    @Test
    void theManifestNamesEverySourceAndEveryModuleAsItIs() throws IOException {
        Path sample = Sample.project().resolve("sample-app");
        Map<String, String> manifest = new TreeMap<>();
        for (String line : Files.readAllLines(sample.resolve("guests/MANIFEST"))) {
            if (!line.startsWith("#")) {
                manifest.put(line.substring(66), line.substring(0, 64));
            }
        }

        Map<String, String> found = new TreeMap<>();
        digest(sample, "guests", ".rs", found);
        digest(sample, "bundle/wasm", ".wasm", found);

        assertThat(found).hasSizeGreaterThan(3).isEqualTo(manifest);
    }

    private static void digest(Path sample, String folder, String ending, Map<String, String> into) throws IOException {
        try (Stream<Path> files = Files.list(sample.resolve(folder))) {
            for (Path file :
                    files.filter(any -> any.toString().endsWith(ending)).toList()) {
                String name = folder + "/" + file.getFileName();
                into.put(name, Digest.of(Files.readAllBytes(file)).hex());
            }
        }
    }
}
