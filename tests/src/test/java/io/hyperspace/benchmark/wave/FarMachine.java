package io.hyperspace.benchmark.wave;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.Hyperspace;
import io.hyperspace.behaviour.LauncherFlags;
import io.hyperspace.process.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A Machine in a JVM of its own, which has the particles that {@link FarSpeed} sends to, and beside it the plain entities
 * that it asks. It runs until its standard input ends.
 */
final class FarMachine implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("far (\\S+)");

    private final Process process;
    private final Path log;

    private FarMachine(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts the JVM, which waits for the Machine here.
     *
     * @param folder where its data and its log go
     * @param url of the database that both Machines have
     */
    static FarMachine start(Path folder, String url) throws IOException {
        Path log = Files.createDirectories(folder).resolve("far.log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LauncherFlags.forMachines());
        command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path"), FarMachine.class.getName()));
        command.addAll(List.of(folder.resolve("far").toString(), url));
        return new FarMachine(
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
                        .start(),
                log);
    }

    /** The address of the plain entities' actor system, once the Machine there is ready. */
    String plainAddress() throws IOException {
        return JavaProcess.line(process, READY, log).group(1);
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process.onExit().join();
    }

    /** Configuration that both Machines have. */
    static Config config(String url, String stars) {
        return ConfigFactory.parseString("""
                hyperspace {
                  profile = postgresql
                  machine.stars = [%s]
                  database { url = "%s", user = postgres, password = postgres }
                }
                """.formatted(stars, url));
    }

    /** @param arguments the data folder, and the URL of the database */
    public static void main(String[] arguments) throws IOException {
        try (PlainEchoes plain = new PlainEchoes();
                Hyperspace machine = Hyperspace.builder()
                        .name("far")
                        .data(Path.of(arguments[0]))
                        .httpPort(0)
                        .controlPort(0)
                        .config(config(arguments[1], "maelstrom"))
                        .driver(services -> new EchoDriver())
                        .start()) {
            System.out.println(machine.name() + " " + plain.address());
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }
}
