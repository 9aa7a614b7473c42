package io.hyperspace.registry.select;

import com.typesafe.config.Config;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says about selects.
 *
 * @param retention for how long the past is kept; null for ever
 */
record SelectSettings(
        int maxPage,
        int scanRows,
        Duration timeLimit,
        @Nullable Duration retention) {

    private static final String FOREVER = "forever";

    static SelectSettings from(Config root) {
        Config registry = root.getConfig("hyperspace.registry");
        return new SelectSettings(
                registry.getInt("select.max-page"),
                registry.getInt("select.scan-rows"),
                registry.getDuration("select.time-limit"),
                retention(registry.getConfig("index")));
    }

    static @Nullable Duration retention(Config index) {
        return index.getString("retention").equals(FOREVER) ? null : index.getDuration("retention");
    }
}
