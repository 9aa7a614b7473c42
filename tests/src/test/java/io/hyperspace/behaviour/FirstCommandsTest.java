package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.behaviour.CommandLine.Outcome;
import io.hyperspace.behaviour.ControlPort.Answer;
import io.hyperspace.cli.Main;
import io.hyperspace.testkit.HyperverseExtension;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a newcomer tries first, what goes wrong with it, and who may not do it. */
final class FirstCommandsTest {

    @RegisterExtension
    static final HyperverseExtension HYPERVERSE = HyperverseExtension.create();

    private final ControlPort port = new ControlPort(HYPERVERSE);
    private final CommandLine commandLine = new CommandLine(HYPERVERSE);

    @Test
    void whatIsThereIsNotCreatedTwiceButEnsured() {
        Outcome first = commandLine.run("exec", "create shop<Space>");
        Outcome second = commandLine.run("exec", "create shop<Space>", "--json");
        Outcome ensured = commandLine.run("exec", "create? shop<Space>");
        Outcome otherKind = commandLine.run("exec", "create? shop<Base>");

        assertThat(first.exit()).isZero();
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.out()).contains("\"status\":409").contains("\"code\":\"E0201\"");
        assertThat(ensured.exit()).isZero();
        assertThat(otherKind.exit()).isEqualTo(1);
        assertThat(otherKind.err()).startsWith("error[E0202]");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/command",
        "GET, /v1/command",
        "POST, /v1/health",
        "POST, /v1/wave",
        "GET, /v1/metrics",
        "GET, /v1/events",
        "GET, /",
        "GET, /v1/health/",
        "DELETE, /none"
    })
    void withoutTheSecretEveryCallIsRefused(String method, String path) {
        Answer answer = port.stranger(method, path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("E0303");
        assertThat(answer.body().has("result")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer guessed", "Basic aHlwZXJ1c2VyOg==", "guessed"})
    void whatIsNotTheSecretIsRefused(String authorization) {
        assertThat(port.impostor(authorization).status()).isEqualTo(401);
    }

    @Test
    void healthNeedsNoSecret() {
        assertThat(port.health().status()).isEqualTo(200);
        assertThat(port.health().body().at("/result/ready").asBoolean()).isTrue();
    }

    @Test
    void theCommandLineSaysThatTheSecretIsWrong(@TempDir Path folder) throws Exception {
        Path guessed = Files.writeString(folder.resolve("token"), "guessed");
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int exit = Main.run(
                new String[] {
                    "exec",
                    "select ROOT",
                    "--control",
                    CommandLine.control(HYPERVERSE),
                    "--token-file",
                    guessed.toString()
                },
                InputStream.nullInputStream(),
                new PrintStream(PrintStream.nullOutputStream()),
                new PrintStream(err, true, StandardCharsets.UTF_8));

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("error[E0303]");
    }

    @Test
    void aParticleWithoutAGrantIsClosedToStrangers() {
        commandLine.run("exec", "create? localhost<Space>");

        Answer closed = port.visit("/");
        Outcome granted = commandLine.run("exec", "grant perm +csd-rwX on localhost to *");
        Answer open = port.visit("/");

        assertThat(closed.status()).isEqualTo(403);
        assertThat(closed.code()).isEqualTo("E0301");
        assertThat(granted.exit()).isZero();
        assertThat(open.status()).isEqualTo(404);
    }
}
