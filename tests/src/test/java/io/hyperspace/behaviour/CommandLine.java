package io.hyperspace.behaviour;

import io.hyperspace.cli.Main;
import io.hyperspace.testkit.HyperverseExtension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The command line {@code hyperspace}, run inside of this process against a Machine, wherever that runs. */
public final class CommandLine {

    private final Supplier<String> control;
    private final Supplier<Path> data;

    CommandLine(HyperverseExtension hyperverse) {
        this(() -> control(hyperverse), hyperverse::data);
    }

    /**
     * The command line for any Machine.
     *
     * @param control where its control server listens, as {@code HOST:PORT}
     * @param data its data folder
     */
    public CommandLine(String control, Path data) {
        this(() -> control, () -> data);
    }

    private CommandLine(Supplier<String> control, Supplier<Path> data) {
        this.control = control;
        this.data = data;
    }

    /** What a call came to. */
    public record Outcome(int exit, String out, String err) {}

    /** Where the control server of a Machine listens, as the command line takes it. */
    static String control(HyperverseExtension hyperverse) {
        return "127.0.0.1:" + hyperverse.machine().controlAddress().getPort();
    }

    /** Calls it with the Machine's secret. */
    public Outcome run(String... args) {
        return input("", args);
    }

    /** Calls it with the Machine's secret and a text on standard input. */
    public Outcome input(String text, String... args) {
        return call(data.get().resolve("control.secret"), text, args);
    }

    /** Calls it with the token in a file. */
    public Outcome with(Path tokenFile, String... args) {
        return call(tokenFile, "", args);
    }

    /** Logs a user in and leaves the token in a file. */
    public Outcome login(Path tokenFile, String user, String password, String... options) {
        List<String> args = new ArrayList<>(List.of("login", user));
        args.addAll(List.of(options));
        return call(tokenFile, password + "\n", args.toArray(String[]::new));
    }

    /** Calls it with the Machine's secret and lets its output be read while it runs. @return its exit code */
    public int into(ByteArrayOutputStream out, String... args) {
        return call(data.get().resolve("control.secret"), "", out, new ByteArrayOutputStream(), args);
    }

    private Outcome call(Path tokenFile, String text, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = call(tokenFile, text, out, err, args);
        return new Outcome(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private int call(
            Path tokenFile, String text, ByteArrayOutputStream out, ByteArrayOutputStream err, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--control", control.get(), "--token-file", tokenFile.toString()));
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return Main.run(
                all.toArray(String[]::new),
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
