package io.hyperspace.star;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The limits of a star, read from {@code hyperspace.star}.
 *
 * @param buffer waves that wait for one particle to start or to stop
 * @param passivateAfter how long a particle has had nothing to do before it is stopped
 * @param acknowledgeEvery waves after which an admission is acknowledged at once
 * @param acknowledgeAfter how long an admission may go unacknowledged
 * @param failures failures of a particle within {@code failureTime} that are put up with
 * @param failureTime see {@code failures}
 * @param failureLineEvery how often the log tells of a failure of a particle at all, for one driver of one star
 * @param failureTraceEvery how often the log tells where in its code a particle has failed, for one driver of one star
 * @param quarantineBatch of how many particles at once it is stored that they are in quarantine
 * @param quarantineEvery how long after them the next
 * @param quarantineAgain how long after them the next when not all could be stored
 * @param holdAfter how long changes of what a star holds are gathered before they are stored together
 * @param sweepInterval how often a star forgets those of its particles that are deleted
 * @param handOver how long a star that leaves, or a particle, may go on with what is under way
 * @param releaseTimeout how long a particle waits to hear where it lives now
 * @param returnWindow how many waves are on their way back to one lane at once
 * @param returnAgain how long a lane takes none of them before they are sent again
 * @param stateLimit bytes of one particle's memory that a move carries along, from {@code hyperspace.move}
 * @param stateTotal bytes of memory that a star hands over at once
 * @param wake how many particles that left memory are started at once when their star is in its next place
 * @param wakeEvery how long after them the next
 * @param losses of how many particles that have lost their memory here a star can say why
 */
record StarSettings(
        int buffer,
        Duration passivateAfter,
        int acknowledgeEvery,
        Duration acknowledgeAfter,
        int failures,
        Duration failureTime,
        Duration failureLineEvery,
        Duration failureTraceEvery,
        int quarantineBatch,
        Duration quarantineEvery,
        Duration quarantineAgain,
        Duration holdAfter,
        Duration sweepInterval,
        Duration handOver,
        Duration releaseTimeout,
        int returnWindow,
        Duration returnAgain,
        long stateLimit,
        long stateTotal,
        int wake,
        Duration wakeEvery,
        int losses) {

    static StarSettings of(Config hyperspace) {
        Config star = hyperspace.getConfig("star");
        Config move = hyperspace.getConfig("move");
        return new StarSettings(
                star.getInt("buffer"),
                star.getDuration("passivate-after"),
                star.getInt("acknowledge-every"),
                star.getDuration("acknowledge-after"),
                star.getInt("failures"),
                star.getDuration("failure-time"),
                star.getDuration("failure-line-every"),
                star.getDuration("failure-trace-every"),
                star.getInt("quarantine-batch"),
                star.getDuration("quarantine-every"),
                star.getDuration("quarantine-again"),
                star.getDuration("hold-after"),
                star.getDuration("sweep-interval"),
                star.getDuration("hand-over"),
                star.getDuration("release-timeout"),
                star.getInt("return-window"),
                star.getDuration("return-again"),
                move.getBytes("state-limit"),
                move.getBytes("state-total"),
                move.getInt("wake"),
                move.getDuration("wake-every"),
                move.getInt("losses"));
    }
}
