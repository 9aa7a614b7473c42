package io.hyperspace.machine;

import java.time.Duration;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;

/** How long a Machine that leaves may wait for what it has accepted. Belongs to its guardian. */
final class LeaveTime {

    /** What is left of the phase when the waves have had their time, so that the Machine goes in order. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final ActorSystem<?> system;
    private final Duration most;
    private long begun;

    /** @param most for the waves, when the stars have left time enough */
    LeaveTime(ActorSystem<?> system, Duration most) {
        this.system = system;
        this.most = most;
    }

    void begin() {
        begun = System.nanoTime();
    }

    /**
     * What the stars have left of the phase of the shutdown, up to the most. Nothing for the last Machine, whose waves have
     * nowhere to go.
     */
    Duration toSettle() {
        Duration phase = Duration.ofNanos(CoordinatedShutdown.get(system)
                .timeout(CoordinatedShutdown.PhaseBeforeClusterShutdown())
                .toNanos());
        Duration left = phase.minus(REST).minusNanos(System.nanoTime() - begun);
        boolean isLast = Cluster.get(system).state().members().size() <= 1;
        if (isLast || left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(most) < 0 ? left : most;
    }
}
