package io.hyperspace.lane;

import com.typesafe.config.ConfigFactory;
import io.hyperspace.freight.FreightSettings;

/** Limits of large waves, as the tests of this package need them. */
final class Freights {

    /** The defaults. */
    static final FreightSettings SETTINGS = settings("");

    private Freights() {}

    /** The defaults with some keys below {@code hyperspace} set. */
    static FreightSettings settings(String overrides) {
        return FreightSettings.of(ConfigFactory.parseString("hyperspace { " + overrides + " }")
                .withFallback(ConfigFactory.load())
                .getConfig("hyperspace"));
    }
}
