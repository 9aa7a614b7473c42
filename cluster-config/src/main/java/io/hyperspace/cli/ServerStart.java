package io.hyperspace.cli;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Starts what {@code serve} serves. */
interface ServerStart {

    /**
     * What the caller asked for; null is for the configuration to say.
     *
     * @param httpPort the web port
     * @param controlPort the control port
     * @param seeds whom to join; empty is for the configuration to say
     */
    record Settings(
            @Nullable String name,
            @Nullable Path data,
            @Nullable Integer httpPort,
            @Nullable Integer controlPort,
            @Nullable String profile,
            List<String> seeds) {

        public Settings {
            seeds = List.copyOf(seeds);
        }
    }

    /**
     * Starts a Machine and returns when it is ready.
     *
     * @param told breaks a start off that is under way when it completes
     */
    Server start(Settings settings, CompletionStage<Void> told);

    /** A Machine that is ready. */
    interface Server extends Lifetime.Served {
        String name();

        InetSocketAddress httpAddress();

        InetSocketAddress controlAddress();
    }
}
