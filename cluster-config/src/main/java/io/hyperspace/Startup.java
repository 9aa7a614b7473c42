package io.hyperspace;

import com.typesafe.config.Config;
import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Services;
import io.hyperspace.drivers.user.Users;
import io.hyperspace.trace.TraceListener;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Brings up a Machine. */
interface Startup {

    /**
     * Starts a Machine and waits until it is ready.
     *
     * @param config the whole configuration, {@code hyperspace} and {@code pekko}
     * @param drivers the application's own, beside the built-in ones
     * @param listeners are told of what tracked waves leave
     * @param brokenOff completes when a start that is still under way is not wanted any more
     */
    Running start(
            Config config,
            List<Function<Services, Driver>> drivers,
            List<TraceListener> listeners,
            CompletionStage<?> brokenOff);

    /** A Machine that runs. */
    interface Running {

        Services services();

        /** Lets users in, and knows them by their tokens. */
        Users users();

        /** Where its web ingress listens. */
        InetSocketAddress httpAddress();

        boolean isReady();

        /** Whether its actor system runs. */
        boolean isRunning();

        /** Completes when it does not any more, for whatever reason. */
        CompletionStage<Void> ended();

        /**
         * Stops it and waits, at most so long.
         *
         * @return whether it stopped in order
         */
        boolean stop(Duration atMost);
    }
}
