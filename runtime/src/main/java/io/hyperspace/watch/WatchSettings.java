package io.hyperspace.watch;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The limits of watching, read from {@code hyperspace.watch}.
 *
 * @param watchers watchers of this Machine at once
 * @param particles particles that one watcher watches
 * @param pending changed particles, and ripples, that wait for one watcher to take them; one more and it lags
 * @param batch particles that are looked at together
 * @param refresh after which time a watcher looks through everything, for word of a change may be lost on the way
 * @param settle how long a watcher waits between two such looks
 * @param maxBody bytes of what watchers are told by a ripple
 * @param timeout how long another Machine has to say who watches there
 */
record WatchSettings(
        int watchers,
        int particles,
        int pending,
        int batch,
        Duration refresh,
        Duration settle,
        long maxBody,
        Duration timeout) {

    static WatchSettings of(Config hyperspace) {
        Config watch = hyperspace.getConfig("watch");
        return new WatchSettings(
                watch.getInt("watchers"),
                watch.getInt("particles"),
                watch.getInt("pending"),
                watch.getInt("batch"),
                watch.getDuration("refresh"),
                watch.getDuration("settle"),
                watch.getBytes("max-body"),
                hyperspace.getDuration("overview.timeout"));
    }
}
