package io.hyperspace.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the command line was called from.
 *
 * @param in standard input
 * @param out standard output, for results
 * @param err standard error, for errors and progress
 * @param environment the environment variables
 * @param directory what relative file names are relative to
 */
record Terminal(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, Path directory) {

    Terminal {
        environment = Map.copyOf(environment);
    }

    /** The process's own; always UTF-8, whatever the locale. */
    static Terminal system() {
        return new Terminal(
                System.in,
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv(),
                Path.of(""));
    }

    /** The person who sits before it; null when standard input is not a person's, or not the process's own. */
    @Nullable Console console() {
        return in == System.in ? System.console() : null;
    }

    Path resolve(String file) {
        return directory.resolve(file);
    }
}
