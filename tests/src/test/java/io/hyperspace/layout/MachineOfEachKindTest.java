package io.hyperspace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.gate.SharedPool;
import io.hyperspace.testkit.MachinesExtension;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Each kind of star on a Machine of its own, so that nothing is done where it was asked for. Seven Machines in one JVM: they
 * have few connections, and are slow to take each other for lost.
 */
final class MachineOfEachKindTest implements EveryStory {

    private static final List<String> KINDS =
            List.of("central", "super", "nexus", "maelstrom", "scribe", "jump", "fold");
    private static final int CONNECTIONS = 8;
    private static final String DATABASE = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000";

    @RegisterExtension
    static final Layout LAYOUT = Layout.of(machines());

    private static MachinesExtension machines() {
        MachinesExtension machines = MachinesExtension.of(KINDS.size())
                .database(SharedPool.url(DATABASE, CONNECTIONS))
                .config(Layout.PATIENT)
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

    @Test
    void everyMachineHasItsKindOfStarsAndNoOther() {
        for (JsonNode machine : turns().run("machines")) {
            int index = Integer.parseInt(machine.path("machine").asText().substring(1));
            assertThat(machine.path("takes").toString()).isEqualTo("[\"" + KINDS.get(index) + "\"]");
            assertThat(machine.path("stars").asInt()).isPositive();
        }
    }

    @Test
    void allMachinesTogetherHaveFewConnections() throws SQLException {
        try (Connection own = DriverManager.getConnection(DATABASE, "sa", "");
                Statement ask = own.createStatement();
                ResultSet sessions = ask.executeQuery("SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS")) {
            sessions.next();

            assertThat(sessions.getInt(1) - 1).isBetween(1, CONNECTIONS);
        }
    }
}
