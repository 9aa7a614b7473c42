package io.hyperspace.cli;

import io.hyperspace.registry.database.DatabaseServer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "database",
        description = "Serves a database for several Machines on this computer, until the process is told to end.",
        mixinStandardHelpOptions = true)
final class DatabaseCommand implements Callable<Integer> {

    private static final int DEFAULT_PORT = 9092;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The folder that it lies in, also that of a Machine that had it. Default: hyperspace-data, here.")
    private @Nullable String data;

    @Option(
            names = "--port",
            paramLabel = "P",
            description = "The port, on loopback, 0 for any free one. Default: 9092.")
    private @Nullable Integer port;

    private final Terminal terminal;
    private final Lifetime lifetime;

    DatabaseCommand(Terminal terminal, Lifetime lifetime) {
        this.terminal = terminal;
        this.lifetime = lifetime;
    }

    @Override
    public Integer call() {
        MachineServer.logToStandardError();
        Ports.check("hyperspace database", "--port", port);
        Path folder = terminal.resolve(data == null ? "hyperspace-data" : data);
        return lifetime.serve(told -> start(folder));
    }

    private Served start(Path folder) {
        DatabaseServer server = DatabaseServer.start(folder, port == null ? DEFAULT_PORT : port);
        terminal.out().print("ready database=" + server.url() + " password-file=" + server.passwordFile() + "\n");
        terminal.out().flush();
        return new Served(server);
    }

    private record Served(DatabaseServer server) implements Lifetime.Served {
        @Override
        public CompletionStage<Void> ended() {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
