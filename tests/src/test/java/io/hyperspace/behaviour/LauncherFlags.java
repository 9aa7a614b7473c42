package io.hyperspace.behaviour;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The options that the launcher gives a JVM that runs a Machine, as the launcher itself says. */
public final class LauncherFlags {

    private static final List<String> FLAGS = ask();

    private LauncherFlags() {}

    /** Those for a JDK such as the one that the tests run on. */
    public static List<String> forMachines() {
        return FLAGS;
    }

    private static List<String> ask() {
        Path launcher =
                Sample.project().resolve("cluster-config").resolve("bin").resolve("launcher.sh");
        String script = "set -eu; . \"$0\"; java_version=$1; machine_flags; printf '%s\\n' \"${flags[@]}\"";
        String version = Integer.toString(Runtime.version().feature());
        try {
            Process process = new ProcessBuilder("bash", "-c", script, launcher.toString(), version)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            List<String> flags =
                    process.inputReader(StandardCharsets.UTF_8).lines().toList();
            if (process.onExit().join().exitValue() != 0 || flags.isEmpty()) {
                throw new IllegalStateException(launcher + " does not say which options a JVM is to have");
            }
            return flags;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
