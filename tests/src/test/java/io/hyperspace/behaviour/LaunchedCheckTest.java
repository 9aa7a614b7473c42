package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code hyperspace check} as people call it: through the launcher, with the little that it puts on the class path. */
class LaunchedCheckTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    /** The launcher says on standard error when it builds what is missing. */
    @TempDir
    private Path folder;

    private record Outcome(int exit, String out, String err) {}

    private Outcome check(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("cluster-config/bin/hyperspace", "check"));
        command.addAll(List.of(arguments));
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(PROJECT.toFile()).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), out, Files.readString(err));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    point    | localhost:users:scott              | "localhost:users:scott"
                    kind     | Artifact<Bind>                     | "Artifact<Bind>"
                    selector | localhost+:**<User>                | "localhost+:**<User>"
                    command  | stars                              | {"command":"stars"}
                    script   | create a<Space>; get a             | [{"command":"create","point":"a","kind":"Space"},{"command":"get","point":"a"}]
                    bind     | Bind(version=1.0.0) { }            | {"document":"Bind","version":"1.0.0"}
                    app      | App(version=1.0.0) { Set { +a=b }} | {"document":"App","version":"1.0.0","properties":[{"key":"a","value":"b"}]}
                    """)
    void everyFormHasJson(String form, String text, String json) throws Exception {
        Outcome outcome = check("--as", form, "--json", text);

        assertThat(outcome.out().strip()).isEqualTo(json);
        assertThat(outcome.exit()).isZero();
    }

    @Test
    void aDocumentInAFileHasJson() throws Exception {
        Outcome outcome = check("--as", "mechtron", "--json", "-f", "sample-app/bundle/config/guestbook.mechtron");

        assertThat(outcome.out())
                .startsWith("{\"document\":\"Mechtron\",\"version\":\"1.0.0\",\"bin\":\"repo:bundle:0.0.0:/wasm/");
        assertThat(outcome.exit()).isZero();
    }

    @Test
    void whatIsWrongIsShownAndEndsWith64() throws Exception {
        Outcome outcome = check("--as", "command", "delet a:**");

        assertThat(outcome.err()).contains("did you mean 'delete'?");
        assertThat(outcome.exit()).isEqualTo(64);
    }
}
