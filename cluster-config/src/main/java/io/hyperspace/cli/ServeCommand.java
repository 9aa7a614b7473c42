package io.hyperspace.cli;

import io.hyperspace.ControlAddressFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description = "Starts a Machine and serves until the process is told to end.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Option(names = "--name", paramLabel = "N", description = "The Machine's name. Default: m1.")
    private @Nullable String name;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder that it keeps everything in. Default: hyperspace-data, here.")
    private @Nullable String data;

    @Option(
            names = "--http-port",
            paramLabel = "P",
            description = "The port of the web ingress, 0 for any free one. Default: 8080.")
    private @Nullable Integer httpPort;

    @Option(
            names = "--control-port",
            paramLabel = "P",
            description = "The port of the control server, 0 for any free one. Default: 4343.")
    private @Nullable Integer controlPort;

    @Option(
            names = "--profile",
            paramLabel = "P",
            description = "standalone, development, postgresql or kubernetes. Default: standalone.")
    private @Nullable String profile;

    @Option(
            names = "--seed",
            paramLabel = "HOST:PORT",
            description = "A Machine to join, instead of those that the database names. May be repeated.")
    private List<String> seeds = new ArrayList<>();

    private final Terminal terminal;
    private final ServerStart start;
    private final Lifetime lifetime;

    ServeCommand(Terminal terminal, ServerStart start, Lifetime lifetime) {
        this.terminal = terminal;
        this.start = start;
        this.lifetime = lifetime;
    }

    @Override
    public Integer call() {
        Ports.check("hyperspace serve", "--http-port", httpPort);
        Ports.check("hyperspace serve", "--control-port", controlPort);
        return lifetime.serve(this::start);
    }

    private ServerStart.Server start(CompletionStage<Void> told) {
        ServerStart.Server server = start.start(
                new ServerStart.Settings(
                        name, data == null ? null : terminal.resolve(data), httpPort, controlPort, profile, seeds),
                told);
        terminal.out()
                .print("ready name=" + server.name() + " http=" + ControlAddressFile.callable(server.httpAddress())
                        + " control=" + ControlAddressFile.callable(server.controlAddress()) + "\n");
        terminal.out().flush();
        return server;
    }
}
