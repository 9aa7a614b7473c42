package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types every line of the README's tutorial, in its order, and compares what comes back. */
final class ReadmeTest {

    private static final String ANY = "…";
    private static final Duration EACH = Duration.ofSeconds(60);

    private record Step(String command, List<String> expected) {

        boolean matches(String printed) {
            StringBuilder pattern = new StringBuilder();
            for (String line : expected) {
                pattern.append(pattern.isEmpty() ? "" : "\\R");
                if (line.equals(ANY)) {
                    pattern.append("(?s:.*)");
                    continue;
                }
                String[] parts = line.split(ANY, -1);
                for (int i = 0; i < parts.length; i++) {
                    pattern.append(i == 0 ? "" : ".*").append(Pattern.quote(parts[i]));
                }
            }
            return Pattern.matches(pattern.toString(), printed);
        }
    }

    @Test
    void everyLineOfTheTutorialDoesWhatItSays(@TempDir Path folder) throws Exception {
        Path project = Sample.project();
        Files.createSymbolicLink(folder.resolve("cluster-config"), project.resolve("cluster-config"));
        Files.createSymbolicLink(folder.resolve("sample-app"), project.resolve("sample-app"));
        List<Step> steps = steps(project.resolve("README.md"));

        assertThat(steps).hasSizeGreaterThan(15);
        try (Shell shell = new Shell(folder)) {
            for (Step step : steps) {
                String printed = shell.run(step.command(), step::matches, EACH);
                assertThat(step.matches(printed))
                        .as("$ %s%n%s%nexpected%n%s", step.command(), printed, String.join("\n", step.expected()))
                        .isTrue();
            }
        }
    }

    private static List<Step> steps(Path readme) throws IOException {
        List<Step> steps = new ArrayList<>();
        boolean console = false;
        for (String line : Files.readAllLines(readme)) {
            if (line.startsWith("```")) {
                console = line.equals("```console");
            } else if (console && line.startsWith("$ ")) {
                steps.add(new Step(line.substring(2), new ArrayList<>()));
            } else if (console) {
                steps.get(steps.size() - 1).expected().add(line);
            }
        }
        return steps;
    }
}
