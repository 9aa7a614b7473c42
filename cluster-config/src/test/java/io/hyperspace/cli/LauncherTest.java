package io.hyperspace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher in a project that is not built, with JDKs that only say how they were called. */
final class LauncherTest {

    private static final Path LAUNCHER = Path.of("bin/hyperspace");
    private static final String GUEST_CURE = "-XX:-SplitIfBlocks";

    @TempDir
    private Path temporary;

    private Path module;
    private Path launcher;

    @BeforeEach
    void copyTheLauncher() throws IOException {
        module = temporary.resolve("a project/cluster-config");
        launcher = module.resolve("bin/hyperspace");
        Files.createDirectories(module.resolve("bin"));
        Files.copy(LAUNCHER, launcher);
        Files.copy(LAUNCHER.resolveSibling("launcher.sh"), launcher.resolveSibling("launcher.sh"));
        built();
    }

    @Test
    void itIsAScriptWithoutSyntaxErrors() throws Exception {
        assertThat(run(Map.of(), "bash", "-n", launcher.toString()).exit()).isZero();
    }

    @Test
    void javaHomeComesFirst() throws Exception {
        Path chosen = jdk("chosen", 17);
        Path newer = jdk("newer", 99);

        Outcome outcome = launch(Map.of("JAVA_HOME", chosen.toString(), "PATH", path(newer)), "serve", "--name", "m 1");

        assertThat(outcome.arguments()).startsWith("java " + chosen).endsWith("serve", "--name", "m 1");
        assertThat(outcome.arguments())
                .contains(
                        "io.hyperspace.cli.Main",
                        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2",
                        module.toRealPath() + "/target/hyperspace-cluster-config-1.jar:" + module.toRealPath()
                                + "/target/lib/*");
    }

    @Test
    void withoutJavaHomeTheNewestIsTaken() throws Exception {
        Path newest = jdk("newest", 99);

        Outcome outcome = launch(Map.of("PATH", path(newest)), "serve");

        assertThat(outcome.arguments()).startsWith("java " + newest);
    }

    @Test
    void aJavaBelow25GetsTheCureForGuestsAndALaterOneDoesNot() throws Exception {
        Outcome before = launch(Map.of("JAVA_HOME", jdk("before", 24).toString()), "serve");
        Outcome since = launch(Map.of("JAVA_HOME", jdk("since", 25).toString()), "serve");

        assertThat(before.arguments()).contains("-XX:+UnlockDiagnosticVMOptions", GUEST_CURE);
        assertThat(since.arguments()).doesNotContain(GUEST_CURE);
    }

    @Test
    void aJavaThatIsTooOldIsRefused() throws Exception {
        Outcome outcome = launch(Map.of("JAVA_HOME", jdk("old", 11).toString()), "serve");

        assertThat(outcome.exit()).isEqualTo(70);
        assertThat(outcome.err()).isEqualTo("hyperspace: JAVA_HOME is a Java 11; Hyperspace needs 17 or newer\n");
    }

    @Test
    void aClientStartsQuicklyWithLittle() throws Exception {
        Outcome outcome = launch(Map.of("JAVA_HOME", jdk("client", 21).toString()), "exec", "select **");

        assertThat(outcome.arguments()).contains("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "select **");
        assertThat(outcome.arguments())
                .filteredOn(argument -> argument.contains(".jar"))
                .singleElement()
                .asString()
                .contains("picocli-4.jar")
                .doesNotContain("pekko");
    }

    @Test
    void optionsForTheJvmArePassedOn() throws Exception {
        Map<String, String> environment =
                Map.of("JAVA_HOME", jdk("options", 21).toString(), "HYPERSPACE_OPTS", "-Xmx1g -Dx=y");

        assertThat(launch(environment, "serve").arguments()).contains("-Xmx1g", "-Dx=y");
    }

    @Test
    void aLinkToItWorksFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), launcher);
        Path second = Files.createSymbolicLink(temporary.resolve("second"), Path.of("link"));

        Outcome outcome = run(Map.of("JAVA_HOME", jdk("linked", 21).toString()), second.toString(), "serve");

        String target = module.toRealPath() + "/target/";
        assertThat(link).exists();
        assertThat(outcome.arguments()).anyMatch(argument -> argument.startsWith(target));
    }

    @Test
    void theProcessBecomesTheJvm() throws Exception {
        Outcome outcome = launch(Map.of("JAVA_HOME", jdk("process", 21).toString()), "serve");

        assertThat(outcome.arguments()).contains("pid " + outcome.pid());
    }

    @Test
    void whatIsMissingIsBuiltOnce() throws Exception {
        Files.delete(module.resolve("target/hyperspace-cluster-config-1.jar"));
        Path jdk = jdk("build", 21);
        script(
                jdk.resolve("bin/mvn"),
                "echo \"mvn $* in $PWD with $JAVA_HOME\" >>mvn.log; echo '[INFO] Building Hyperspace Runtime 1 [1/2]';"
                        + " touch cluster-config/target/hyperspace-cluster-config-1.jar");
        Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString(), "PATH", path(jdk));

        Outcome first = launch(environment, "serve");
        Outcome second = launch(environment, "serve");

        Path project = temporary.toRealPath().resolve("a project");
        assertThat(first.err())
                .contains("hyperspace: building, once", "  Hyperspace Runtime 1 [1/2]")
                .endsWith("hyperspace: built\n");
        assertThat(project.resolve("mvn.log"))
                .hasContent("mvn -B --no-transfer-progress -Dmaven.test.skip -Dspotless.check.skip -Dhyperspace.lint=-g"
                        + " -pl cluster-config -am package in " + project + " with " + jdk + "\n");
        assertThat(first.arguments()).startsWith("java " + jdk);
        assertThat(second.err()).isEmpty();
        assertThat(project.resolve(".building")).doesNotExist();
    }

    @Test
    void aBuildThatFailsEndsIt() throws Exception {
        Files.delete(module.resolve("target/hyperspace-cluster-config-1.jar"));
        Path jdk = jdk("broken", 21);
        script(jdk.resolve("bin/mvn"), "exit 1");

        Outcome outcome = launch(Map.of("JAVA_HOME", jdk.toString(), "PATH", path(jdk)), "serve");

        assertThat(outcome.exit()).isEqualTo(70);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).endsWith("hyperspace: the build failed\n");
        assertThat(temporary.resolve("a project/.building")).doesNotExist();
    }

    private void built() throws IOException {
        Path lib = Files.createDirectories(module.resolve("target/lib"));
        Files.createFile(module.resolve("target/hyperspace-cluster-config-1.jar"));
        for (String jar : List.of(
                "hyperspace-runtime-1",
                "re2j-1",
                "picocli-4",
                "jackson-core-2",
                "jackson-databind-2",
                "jackson-annotations-2",
                "jackson-dataformat-cbor-2",
                "pekko-actor-1")) {
            Files.createFile(lib.resolve(jar + ".jar"));
        }
    }

    private Path jdk(String name, int version) throws IOException {
        Path home = Files.createDirectories(temporary.resolve(name)).toRealPath();
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"none\"\nJAVA_VERSION=\"" + version + ".0.1\"\n");
        script(home.resolve("bin/java"), "echo \"java " + home + "\"; echo \"pid $$\"; printf '%s\\n' \"$@\"");
        return home;
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/usr/bin/env bash\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static String path(Path jdk) {
        return jdk.resolve("bin") + ":/usr/bin:/bin";
    }

    private Outcome launch(Map<String, String> environment, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(args));
        return run(environment, command.toArray(String[]::new));
    }

    private Outcome run(Map<String, String> environment, String... command) throws Exception {
        Path err = temporary.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(temporary.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "HYPERSPACE_OPTS"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.pid(), process.exitValue(), out, Files.readString(err));
    }

    private record Outcome(long pid, int exit, String out, String err) {
        List<String> arguments() {
            return out.lines().toList();
        }
    }
}
