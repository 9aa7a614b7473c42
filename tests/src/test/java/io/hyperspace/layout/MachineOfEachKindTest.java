package io.hyperspace.layout;

import io.hyperspace.gate.SharedPool;
import io.hyperspace.testkit.MachinesExtension;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Each kind of star on a Machine of its own, so that nothing is done where it was asked for. Seven Machines in one JVM: they
 * have few connections, and are slow to take each other for lost.
 */
final class MachineOfEachKindTest implements EveryStory {

    private static final List<String> KINDS =
            List.of("central", "super", "nexus", "maelstrom", "scribe", "jump", "fold");
    private static final int CONNECTIONS = 8;

    @RegisterExtension
    static final Layout LAYOUT = Layout.of(machines());

    private static MachinesExtension machines() {
        String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000";
        MachinesExtension machines = MachinesExtension.of(KINDS.size())
                .database(SharedPool.url(database, CONNECTIONS))
                .config("""
                        hyperspace.machine { lease = 30s, renew-every = 2s }
                        pekko.cluster.failure-detector { heartbeat-interval = 1s, acceptable-heartbeat-pause = 10s }
                        """);
        for (int i = 0; i < KINDS.size(); i++) {
            machines.config(i, "hyperspace.machine.stars = [" + KINDS.get(i) + "]");
        }
        return machines;
    }

    @Override
    public Turns turns() {
        return LAYOUT.turns();
    }
}
