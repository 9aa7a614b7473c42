package io.hyperspace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs what people run who wait for it, once and for nothing, so that the launcher can keep the classes that were loaded.
 * It reaches no Machine and prints nothing.
 */
final class WarmUp {

    private static final String BIND = "Bind(version=1.0.0) { Route<Http>(auth)/a -> { <Get>/(?<b>[^/]+) -[ Text ]-> "
            + ".:${b}^Ext<C>/${b} => &; * -> ${bundle}:/none => &; } }";
    private static final String MECHTRON = "Mechtron(version=1.0.0) { Wasm { +bin=.:/a.wasm } Limits { +time=1s } }";
    private static final String APP =
            "App(version=1.0.0) { Set { +bind=.:/b } Install { create .:c<Mechtron>{ +config=${bundle}:/d }; } }";
    private static final String SCRIPT = "create a<Spac>; select a:**<User> as-of 1m; ping a Http<Post>/b {\"c\": 1}; "
            + "grant perm +csd-RwX on a to *; get ${d}; craete";
    private static final String GOOD_SCRIPT = SCRIPT.substring(0, SCRIPT.indexOf("; get"));

    private WarmUp() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("hyperspace-");
        try {
            run(folder);
        } finally {
            try (var files = Files.list(folder)) {
                files.forEach(WarmUp::delete);
            }
            Files.delete(folder);
        }
    }

    private static void run(Path folder) throws IOException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(InputStream.nullInputStream(), nowhere, nowhere, Map.of(), folder);
        Files.writeString(folder.resolve("a.bind"), BIND);
        Files.writeString(folder.resolve("a.mechtron"), MECHTRON);
        Files.writeString(folder.resolve("a.app"), APP);
        List<String[]> calls = List.of(
                new String[] {"exec", "--json", "--control", "127.0.0.1:1", "--data", "none", "warm-up"},
                new String[] {"--help"},
                new String[] {"check", "--as", "script", SCRIPT},
                new String[] {"check", "--as", "script", "--json", GOOD_SCRIPT},
                new String[] {"check", "--as", "bind", "-f", "a.bind", "--json"},
                new String[] {"check", "--as", "mechtron", "-f", "a.mechtron", "--json"},
                new String[] {"check", "--as", "app", "-f", "a.app", "--json"},
                new String[] {"check", "."},
                new String[] {"complete", "create a<", "--json"});
        for (String[] call : calls) {
            Main.run(
                    call,
                    terminal,
                    (settings, told) -> {
                        throw new IllegalStateException("nothing is started");
                    },
                    UntilSignal::serveInProcess);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
