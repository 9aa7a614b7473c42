package io.hyperspace.cli;

import io.hyperspace.Hyperspace;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;

/** A Machine of this process's own. */
record MachineServer(Hyperspace hyperspace) implements ServerStart.Server {

    private static final String LOGBACK = "logback.configurationFile";

    /** Standard output has results alone. To be called before anything logs. */
    static void logToStandardError() {
        if (System.getProperty(LOGBACK) == null) {
            System.setProperty(LOGBACK, "io/hyperspace/cli/serve-logback.xml");
        }
    }

    static MachineServer start(ServerStart.Settings settings, CompletionStage<Void> told) {
        logToStandardError();
        Hyperspace.Builder builder = Hyperspace.builder().breakOffWhen(told);
        if (settings.name() != null) {
            builder.name(settings.name());
        }
        if (settings.data() != null) {
            builder.data(settings.data());
        }
        if (settings.httpPort() != null) {
            builder.httpPort(settings.httpPort());
        }
        if (settings.controlPort() != null) {
            builder.controlPort(settings.controlPort());
        }
        if (settings.profile() != null) {
            builder.profile(settings.profile());
        }
        if (!settings.seeds().isEmpty()) {
            builder.seeds(settings.seeds());
        }
        return new MachineServer(builder.start());
    }

    @Override
    public String name() {
        return hyperspace.name();
    }

    @Override
    public InetSocketAddress httpAddress() {
        return hyperspace.httpAddress();
    }

    @Override
    public InetSocketAddress controlAddress() {
        return hyperspace.controlAddress();
    }

    @Override
    public CompletionStage<Void> ended() {
        return hyperspace.ended();
    }

    @Override
    public void close() {
        hyperspace.close();
    }

    @Override
    public boolean stop() {
        return hyperspace.stop();
    }
}
