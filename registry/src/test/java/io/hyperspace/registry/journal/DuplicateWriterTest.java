package io.hyperspace.registry.journal;

import static io.hyperspace.registry.TestMachine.fault;
import static io.hyperspace.registry.TestMachine.get;
import static io.hyperspace.registry.TestMachine.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.provision.Registry;
import io.hyperspace.registry.TestMachine;
import io.hyperspace.registry.database.FencedException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class DuplicateWriterTest {

    /** So many others that they share batches with the one that fails. */
    private static final int OTHERS = 200;

    private TestMachine machine;

    @BeforeEach
    void start(@TempDir Path data) {
        machine = TestMachine.start(data, "hyperspace.database.write-threads = 1");
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    @Test
    void aDuplicateWriterFailsAloneWhileOthersWriteOn() throws SQLException {
        Registry registry = machine.registry();
        createAll("", Kind.SPACE);
        createAll(":first", Kind.BASE);
        Incarnation victim = machine.create("victim", Kind.SPACE).record().incarnation();
        Incarnation child = machine.create("victim:first", Kind.BASE).record().incarnation();
        get(registry.setStatus(Point.parse("victim:first"), child, Status.PANIC));
        writeBehindTheBackOf("directory-" + victim + "-0");

        List<CompletionStage<Registry.Registered>> others = new ArrayList<>();
        for (int i = 0; i < OTHERS / 2; i++) {
            others.add(registry.register(registration("space-" + i + ":second", Kind.BASE, false)));
        }
        CompletionStage<Registry.Registered> failing =
                registry.register(registration("victim:second", Kind.BASE, false));
        for (int i = OTHERS / 2; i < OTHERS; i++) {
            others.add(registry.register(registration("space-" + i + ":second", Kind.BASE, false)));
        }

        assertThat(fault(failing).code()).isEqualTo("E0209");
        assertThat(others).allSatisfy(other -> assertThat(get(other).created()).isTrue());
        Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> get(registry.register(
                        registration("victim:third", Kind.BASE, true)))
                .created());
    }

    private void createAll(String below, Kind kind) {
        List<CompletionStage<Registry.Registered>> created = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            created.add(machine.registry().register(registration("space-" + i + below, kind, false)));
        }
        created.forEach(TestMachine::get);
    }

    /** Another writer has repeated the last event under the next number. */
    private void writeBehindTheBackOf(String persistenceId) throws SQLException {
        int rows = machine.database().transaction(connection -> {
            try (PreparedStatement copy = connection.prepareStatement("""
                    INSERT INTO "event_journal" ("deleted", "persistence_id", "sequence_number", "writer",
                        "write_timestamp", "adapter_manifest", "event_payload", "event_ser_id", "event_ser_manifest")
                    SELECT "deleted", "persistence_id", "sequence_number" + 1, 'another', "write_timestamp",
                        "adapter_manifest", "event_payload", "event_ser_id", "event_ser_manifest"
                    FROM "event_journal" WHERE "persistence_id" = ? ORDER BY "sequence_number" DESC
                    FETCH FIRST 1 ROW ONLY""")) {
                copy.setString(1, persistenceId);
                return copy.executeUpdate();
            }
        });
        assertThat(rows).isEqualTo(1);
    }

    @Test
    void aFencedMachineStoresNothingAndNeverWill() throws SQLException {
        machine.create("before", Kind.SPACE);
        long stored = events();
        fence(true);

        CompletionStage<Registry.Registered> refused =
                machine.registry().register(registration("before:child", Kind.BASE, false));

        assertThat(fault(refused).code()).isEqualTo("E0209");
        assertThat(machine.database().lease().isHeld()).isFalse();
        fence(false);
        assertThatThrownBy(() -> machine.database().fence().checkHere()).isInstanceOf(FencedException.class);
        assertThat(events()).isEqualTo(stored);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> machine.system().whenTerminated().isCompleted());
    }

    private long events() throws SQLException {
        return machine.database().transaction(connection -> {
            try (PreparedStatement count = connection.prepareStatement("SELECT COUNT(*) FROM \"event_journal\"");
                    ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private void fence(boolean fenced) throws SQLException {
        machine.database().transaction(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE machine SET fenced = ? WHERE incarnation = ?")) {
                update.setBoolean(1, fenced);
                update.setString(2, machine.database().machine().toString());
                return update.executeUpdate();
            }
        });
    }
}
