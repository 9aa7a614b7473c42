package io.hyperspace.behaviour;

import io.hyperspace.Hyperspace;
import io.hyperspace.cli.Main;
import io.hyperspace.testkit.HyperverseExtension;
import io.hyperspace.testkit.MachinesExtension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The command line {@code hyperspace}, run inside of this process against a Machine. */
final class CommandLine {

    private final Supplier<Hyperspace> machine;
    private final Supplier<Path> data;

    CommandLine(HyperverseExtension hyperverse) {
        this(hyperverse::machine, hyperverse::data);
    }

    /** The command line for one of several Machines. */
    CommandLine(MachinesExtension machines, int index) {
        this(() -> machines.machine(index), () -> machines.data(index));
    }

    private CommandLine(Supplier<Hyperspace> machine, Supplier<Path> data) {
        this.machine = machine;
        this.data = data;
    }

    /** What a call came to. */
    record Outcome(int exit, String out, String err) {}

    /** Where the control server of a Machine listens, as the command line takes it. */
    static String control(HyperverseExtension hyperverse) {
        return control(hyperverse.machine());
    }

    private static String control(Hyperspace machine) {
        return "127.0.0.1:" + machine.controlAddress().getPort();
    }

    /** Calls it with the Machine's secret. */
    Outcome run(String... args) {
        return input("", args);
    }

    /** Calls it with the Machine's secret and a text on standard input. */
    Outcome input(String text, String... args) {
        return call(data.get().resolve("control.secret"), text, args);
    }

    /** Calls it with the token in a file. */
    Outcome with(Path tokenFile, String... args) {
        return call(tokenFile, "", args);
    }

    /** Logs a user in and leaves the token in a file. */
    Outcome login(Path tokenFile, String user, String password, String... options) {
        List<String> args = new ArrayList<>(List.of("login", user));
        args.addAll(List.of(options));
        return call(tokenFile, password + "\n", args.toArray(String[]::new));
    }

    private Outcome call(Path tokenFile, String text, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--control", control(machine.get()), "--token-file", tokenFile.toString()));
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(
                all.toArray(String[]::new),
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Outcome(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
