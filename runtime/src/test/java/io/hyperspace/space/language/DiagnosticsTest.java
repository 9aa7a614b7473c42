package io.hyperspace.space.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.FaultPrinter;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.point.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What people read when a text is wrong, held to the letter. A golden file holds cases: a line {@code === name}, the input,
 * a line {@code ---}, the output.
 */
class DiagnosticsTest {

    private static final Path FOLDER = Path.of("src/test/resources/diagnostics");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");
    private static final Environment HERE =
            new Environment(Point.parse("localhost:app"), Map.of("user", "scott", "bundle", "repo:site:1.0.0"));
    private static final KnownKinds KINDS = KnownKinds.only(Set.of(
            Kind.SPACE,
            Kind.BASE,
            Kind.REPO,
            Kind.BUNDLE_SERIES,
            Kind.MECHTRON,
            Kind.USER_BASE,
            Kind.of("Artifact", "Raw"),
            Kind.of("Artifact", "Bind")));

    private static final List<String> READERS =
            List.of("point", "surface", "command", "script", "selector", "bind", "mechtron", "app");

    private static void read(String reader, String text) {
        switch (reader) {
            case "point" -> Language.point(text, HERE);
            case "surface" -> Language.surface(text);
            case "command" -> Language.command(text, HERE, KINDS);
            case "script" -> Language.script("setup.script", text, HERE, KINDS);
            case "selector" -> Language.selector(text);
            case "bind" -> Language.bind("app.bind", text);
            case "app" -> Language.app("my.app", text, HERE, KINDS);
            default -> Language.mechtron("my.mechtron", text, HERE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"point", "surface", "command", "script", "selector", "bind", "mechtron", "app"})
    void whatIsSaidIsAsRecorded(String reader) throws IOException {
        Path file = FOLDER.resolve(reader + ".golden");
        Map<String, String[]> cases = cases(Files.readString(file));
        StringBuilder actual = new StringBuilder();

        cases.forEach((name, parts) -> actual.append("=== ")
                .append(name)
                .append('\n')
                .append(parts[0])
                .append("\n---\n")
                .append(said(reader, parts[0]))
                .append('\n'));

        if (UPDATE) {
            Files.writeString(file, actual.toString());
        }
        assertThat(Files.readString(file))
                .as(
                        "%s; to record what is said now: mvn -pl runtime test -Dtest=DiagnosticsTest -Dgolden.update=true",
                        file)
                .isEqualTo(actual.toString());
    }

    @Test
    void thereAreEnoughCases() throws IOException {
        int count = 0;
        for (String reader : READERS) {
            count += cases(Files.readString(FOLDER.resolve(reader + ".golden"))).size();
        }

        assertThat(count).isGreaterThanOrEqualTo(40);
    }

    private static String said(String reader, String text) {
        try {
            read(reader, text);
            return "fine";
        } catch (LanguageException e) {
            return e.faults().stream().map(DiagnosticsTest::print).collect(Collectors.joining("\n"));
        }
    }

    private static String print(Fault fault) {
        return "[" + fault.status() + "] " + FaultPrinter.render(fault);
    }

    private static Map<String, String[]> cases(String golden) {
        Map<String, String[]> cases = new LinkedHashMap<>();
        String name = "";
        List<String> part = new ArrayList<>();
        String input = "";
        for (String line : (golden + "=== ").split("\n", -1)) {
            if (line.startsWith("=== ")) {
                if (!name.isEmpty()) {
                    cases.put(name, new String[] {input, String.join("\n", part)});
                }
                name = line.substring(4);
                part = new ArrayList<>();
            } else if (line.equals("---")) {
                input = String.join("\n", part);
                part = new ArrayList<>();
            } else {
                part.add(line);
            }
        }
        return cases;
    }
}
