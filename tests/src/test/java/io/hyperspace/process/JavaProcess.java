package io.hyperspace.process;

import io.hyperspace.behaviour.LauncherFlags;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts the command line in a JVM of its own, with the class path of the tests and the options of the launcher, but a heap that
 * leaves room for several.
 */
public final class JavaProcess {

    private JavaProcess() {}

    /**
     * Starts it.
     *
     * @param log where standard error goes
     * @param prefix what the command begins with, if something else is to start it
     * @param settings system properties, each as {@code key=value}
     * @param arguments of the command line
     */
    static Process start(Path log, List<String> prefix, List<String> settings, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        command.addAll(LauncherFlags.forMachines());
        settings.forEach(setting -> command.add("-D" + setting));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.hyperspace.cli.Main"));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Waits for a line on standard output. */
    public static Matcher line(Process process, Pattern pattern, Path log) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches()) {
                return matcher;
            }
        }
        throw new IOException(
                "the process ended with " + process.onExit().join().exitValue() + "; see " + log);
    }
}
