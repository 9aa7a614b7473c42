package io.hyperspace.registry.select;

import com.typesafe.config.Config;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How what is older than the retention leaves the index.
 *
 * @param retention for how long the past is kept; null for ever
 * @param rows how many rows one transaction looks at and deletes at most
 */
record PurgeSettings(@Nullable Duration retention, Duration every, int rows, Duration pause) {

    static PurgeSettings from(Config root) {
        Config index = root.getConfig("hyperspace.registry.index");
        return new PurgeSettings(
                SelectSettings.retention(index),
                index.getDuration("purge.every"),
                index.getInt("purge.rows"),
                index.getDuration("purge.pause"));
    }
}
