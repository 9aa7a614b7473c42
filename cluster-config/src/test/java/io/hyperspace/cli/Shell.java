package io.hyperspace.cli;

import io.hyperspace.control.TestControl;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Runs the command line as a shell would, and keeps what it printed. */
final class Shell {

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private byte[] input = new byte[0];
    private ServerStart start = (settings, told) -> {
        throw new AssertionError("nothing is to be started");
    };

    Shell(Path directory) {
        this.directory = directory;
    }

    /** A shell that knows where a Machine is and its secret. */
    static Shell knowing(TestControl control, Path directory) {
        return new Shell(directory).variable("HYPERSPACE_TOKEN", control.secret.token());
    }

    Shell variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Shell input(String text) {
        input = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    Shell starting(ServerStart server) {
        start = server;
        return this;
    }

    Outcome run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                directory);
        int exit = Main.run(args, terminal, start, served -> {
            served.apply(new CompletableFuture<>()).close();
            return ExitCode.OK;
        });
        return new Outcome(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** What a call came to. */
    record Outcome(int exit, String out, String err) {
        @Override
        public String toString() {
            return "exit " + exit + "\n--- out\n" + out + "--- err\n" + err;
        }
    }
}
