package io.hyperspace.registry;

import com.typesafe.config.Config;
import java.time.Duration;

/** What the configuration says about the Registry as a whole. */
record RegistrySettings(
        Duration askTimeout,
        int askAttempts,
        int maxInFlight,
        long maxWays,
        int registerParallelism,
        int deleteParallelism,
        int deleteListed,
        int historyScan,
        AccessReads.Settings access) {

    static RegistrySettings from(Config root) {
        Config registry = root.getConfig("hyperspace.registry");
        return new RegistrySettings(
                registry.getDuration("ask-timeout"),
                registry.getInt("ask-attempts"),
                registry.getInt("max-in-flight"),
                registry.getLong("max-ways"),
                registry.getInt("register-parallelism"),
                registry.getInt("delete.parallelism"),
                registry.getInt("delete.listed"),
                registry.getInt("history.scan-events"),
                AccessReads.Settings.from(root));
    }
}
