package io.hyperspace.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.testkit.MachinesExtension;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Machines that take different kinds of stars leave one after the other. */
final class LeavingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final MachinesExtension MACHINES = MachinesExtension.of(2)
            .config("""
                    hyperspace.stop-timeout = 80s
                    pekko.coordinated-shutdown.phases.before-cluster-shutdown.timeout = 30s
                    pekko.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout = 30s
                    """)
            .config(0, "hyperspace.machine.stars = [central, super, nexus, maelstrom, scribe, fold]")
            .config(1, "hyperspace.machine.stars = [jump]");

    @Test
    void theLastMachineDoesNotWaitForStarsThatNobodyTakes() {
        ActorSystem<?> last = MACHINES.services(1).system();
        MACHINES.stop(0);
        await().atMost(PATIENCE).until(() -> members(last) == 1);

        long begin = System.nanoTime();
        MACHINES.stop(1);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }

    private static int members(ActorSystem<?> system) {
        return Cluster.get(system).state().members().size();
    }
}
