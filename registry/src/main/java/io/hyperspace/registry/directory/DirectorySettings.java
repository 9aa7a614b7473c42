package io.hyperspace.registry.directory;

import com.typesafe.config.Config;
import java.time.Duration;

/** What the configuration says about directories. */
public record DirectorySettings(
        String role,
        int maxChildren,
        int maxWaiting,
        int snapshotEvery,
        int sequenceBlock,
        int deleteBatch,
        Duration passivateAfter,
        int maxActive,
        Duration askTimeout,
        Duration minBackoff,
        Duration maxBackoff,
        Duration startWait) {

    /** @param root the whole configuration */
    public static DirectorySettings from(Config root) {
        Config registry = root.getConfig("hyperspace.registry");
        return new DirectorySettings(
                registry.getString("role"),
                registry.getInt("directory.max-children"),
                registry.getInt("directory.max-waiting"),
                registry.getInt("directory.snapshot-every"),
                registry.getInt("directory.sequence-block"),
                registry.getInt("delete.batch"),
                registry.getDuration("directory.passivate-after"),
                registry.getInt("directory.max-active"),
                registry.getDuration("ask-timeout"),
                registry.getDuration("directory.min-backoff"),
                registry.getDuration("directory.max-backoff"),
                registry.getDuration("directory.start-wait"));
    }
}
