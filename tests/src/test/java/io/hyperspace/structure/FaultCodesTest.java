package io.hyperspace.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A code says what went wrong, so one code does not say two things. Those of the language (E01xx) are families. */
final class FaultCodesTest {

    private static final Pattern MADE = Pattern.compile("Fault\\.of\\(\\s*(\\d{3}),\\s*\"(E0[2-9]\\d\\d)\"");

    @Test
    void everyCodeBelongsToOnePackageAndHasOneStatus() throws IOException {
        Map<String, Set<String>> made = new TreeMap<>();
        for (String module : Sources.MODULES) {
            for (Path file : Sources.of(module, "main")) {
                Matcher fault = MADE.matcher(Files.readString(file));
                while (fault.find()) {
                    made.computeIfAbsent(fault.group(2), code -> new TreeSet<>())
                            .add(fault.group(1) + " in " + Sources.root().relativize(file.getParent()));
                }
            }
        }

        assertThat(made).hasSizeGreaterThan(100);
        assertThat(made)
                .allSatisfy((code, places) -> assertThat(places).as(code).hasSize(1));
    }
}
