package io.hyperspace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.error.Faults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "explode",
                "exec",
                "exec a b",
                "exec a --nothing",
                "script",
                "publish a",
                "registry",
                "serve --http-port x",
                "database --port 65536"
            })
    void badUsageEndsWith64AndOneError(String line) {
        Shell.Outcome outcome = new Shell(folder).run(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(outcome.exit()).isEqualTo(64);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("error[E0753]: ").contains("--help' says how it is called");
    }

    @Test
    void badUsageIsJsonForPrograms() {
        Shell.Outcome outcome = new Shell(folder).run("exec", "--json");

        assertThat(outcome.exit()).isEqualTo(64);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .startsWith("{\"status\":400,\"error\":{\"code\":\"E0753\",")
                .endsWith("}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "serve",
                "database",
                "exec",
                "script",
                "publish",
                "watch",
                "login",
                "logout",
                "check",
                "complete",
                "registry"
            })
    void helpSaysHowToCall(String command) throws IOException {
        String[] args = command.isEmpty() ? new String[] {"--help"} : new String[] {command, "--help"};

        Golden.check("help" + (command.isEmpty() ? "" : "-" + command), new Shell(folder).run(args));
    }

    @Test
    void servePrintsTheReadyLineAndCloses() {
        List<ServerStart.Settings> asked = new ArrayList<>();
        FakeServer server = new FakeServer();
        Shell shell = new Shell(folder).starting((settings, told) -> {
            asked.add(settings);
            return server;
        });

        Shell.Outcome outcome = shell.run(("serve --name m7 --data d --http-port 0 --control-port 4344"
                        + " --profile development --seed a:1 --seed b:2")
                .split(" "));

        assertThat(outcome)
                .isEqualTo(new Shell.Outcome(0, "ready name=m7 http=127.0.0.1:8080 control=127.0.0.1:4344\n", ""));
        assertThat(asked)
                .containsExactly(new ServerStart.Settings(
                        "m7", folder.resolve("d"), 0, 4344, "development", List.of("a:1", "b:2")));
        assertThat(server.closed).isTrue();
    }

    @Test
    void databaseSaysWhereItIs() {
        Path secret = folder.resolve("d/database.secret");

        Shell.Outcome outcome = new Shell(folder).run("database", "--data", "d", "--port", "0");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out())
                .matches("ready database=jdbc:h2:tcp://127\\.0\\.0\\.1:[0-9]+/hyperspace password-file=" + secret
                        + "\n");
        assertThat(secret).exists();
        assertThat(folder.resolve("d/database/hyperspace.mv.db")).exists();
    }

    @Test
    void aServerThatCannotStartSaysWhy() {
        Shell shell = new Shell(folder).starting((settings, told) -> {
            throw Faults.taken("data").toException();
        });

        Shell.Outcome outcome = shell.run("serve");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("error[E0201]: 'data' is taken already\n");
    }

    @Test
    void aPortThatIsNoneIsBadUsage() {
        assertThat(new Shell(folder).run("serve", "--http-port", "65536").err())
                .startsWith("error[E0753]: --http-port takes a port from 0 to 65535, not 65536");
    }

    private static final class FakeServer implements ServerStart.Server {
        private boolean closed;

        @Override
        public String name() {
            return "m7";
        }

        @Override
        public InetSocketAddress httpAddress() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);
        }

        @Override
        public InetSocketAddress controlAddress() {
            return new InetSocketAddress("0.0.0.0", 4344);
        }

        @Override
        public CompletionStage<Void> ended() {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
