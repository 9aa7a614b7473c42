package io.hyperspace.registry;

import com.typesafe.config.Config;
import java.time.Duration;

/** What the configuration says about the Registry as a whole. */
record RegistrySettings(Duration askTimeout, int maxInFlight) {

    static RegistrySettings from(Config root) {
        Config registry = root.getConfig("hyperspace.registry");
        return new RegistrySettings(registry.getDuration("ask-timeout"), registry.getInt("max-in-flight"));
    }
}
