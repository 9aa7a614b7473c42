package io.hyperspace.behaviour;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One bash, to which lines are typed one after the other. */
final class Shell implements AutoCloseable {

    private static final String END = "__end_of_command__";

    private final Process process;
    private final Writer in;
    private final BlockingQueue<String> out = new LinkedBlockingQueue<>();

    Shell(Path folder) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("bash").directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process = builder.start();
        in = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "shell-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(out::add);
        } catch (UncheckedIOException | IOException closed) {
            out.add(END);
        }
    }

    /**
     * Types a command and gives what it printed.
     *
     * @param command one line; what it writes to standard error counts too, unless it runs in the background
     * @param done what a command in the background must have printed before the next is typed
     */
    String run(String command, Predicate<String> done, Duration atMost) throws IOException, InterruptedException {
        boolean background = command.endsWith("&");
        in.write(background ? command + "\n" : "{ " + command + "\n} 2>&1\n");
        in.write("printf '\\n%s\\n' " + END + "\n");
        in.flush();
        List<String> printed = new ArrayList<>();
        boolean ended = false;
        long until = System.nanoTime() + atMost.toNanos();
        while (!ended || (background && !done.test(text(printed)))) {
            String line = out.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                break;
            }
            if (line.equals(END)) {
                ended = true;
            } else {
                printed.add(line);
            }
        }
        return text(printed);
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines).strip();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
