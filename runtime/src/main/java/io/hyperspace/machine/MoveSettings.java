package io.hyperspace.machine;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * For how long a star is asked to let go of a particle, read from {@code hyperspace.move}.
 *
 * @param patience how long after the first time it is asked for the last time
 * @param retryAfter how long after it could not it is asked again; twice as long each time
 * @param retryMost how long that is at most
 */
record MoveSettings(Duration patience, Duration retryAfter, Duration retryMost) {

    /** @param hyperspace the configuration below {@code hyperspace} */
    static MoveSettings of(Config hyperspace) {
        Config move = hyperspace.getConfig("move");
        return new MoveSettings(
                move.getDuration("patience"), move.getDuration("retry-after"), move.getDuration("retry-most"));
    }

    /** How long to wait after having waited for so long. */
    Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(retryMost) < 0 ? twice : retryMost;
    }
}
