package io.hyperspace.registry.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import io.hyperspace.registry.TestDatabase;
import io.hyperspace.registry.TestMachine;
import io.hyperspace.space.id.Ulid;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A write in flight while its Machine is fenced: it is stored before the fence, or not at all. */
@Tag("database")
class FenceRaceTest {

    private static final int ROUNDS = 200;
    private static final int WRITERS = 3;

    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    private Database database;
    private MachineTable table;

    @BeforeEach
    void open(@TempDir Path data) {
        database = Database.open(TestMachine.config(data, TestDatabase.shared().config(data)));
        table = new MachineTable(database.dialect());
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        database.close();
    }

    @Test
    void nothingIsStoredAfterTheFenceAndAllThatWasAcknowledgedIsThere() throws Exception {
        int stored = 0;
        for (int round = 0; round < ROUNDS; round++) {
            stored += round();
        }

        assertThat(stored).as("writes that came before the fence").isPositive();
    }

    private int round() throws Exception {
        Ulid machine = enter(Duration.ofMinutes(1));
        Fence fence = new Fence(database.dialect(), false, machine.toString(), MachineLease.sole(settings()));
        Set<String> acknowledged = new ConcurrentSkipListSet<>();
        CountDownLatch writing = new CountDownLatch(WRITERS);
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            String name = machine + "-" + i + "-";
            writers.add(threads.submit(() -> write(fence, name, acknowledged, writing)));
        }
        writing.await();

        boolean fenced = database.transaction(connection -> table.fence(connection, machine));
        Set<String> atTheFence = stored(machine);
        for (Future<?> writer : writers) {
            writer.get();
        }

        assertThat(fenced).isTrue();
        assertThat(stored(machine)).isEqualTo(atTheFence).isEqualTo(new TreeSet<>(acknowledged));
        return atTheFence.size();
    }

    private MachineSettings settings() {
        return new MachineSettings("racer", Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 1);
    }

    private Ulid enter(Duration lease) throws SQLException {
        Ulid machine = Ulid.next();
        database.transaction(connection -> {
            MachineSettings settings =
                    new MachineSettings("racer", lease, Duration.ofSeconds(1), Duration.ofSeconds(1), 1);
            table.enter(connection, machine, settings, false);
            return machine;
        });
        return machine;
    }

    /** Writes until it is fenced. */
    private Void write(Fence fence, String prefix, Set<String> acknowledged, CountDownLatch writing)
            throws SQLException {
        for (int i = 0; ; i++) {
            String name = prefix + i;
            try {
                database.transaction(connection -> {
                    fence.pass(connection);
                    writing.countDown();
                    try (PreparedStatement insert =
                            connection.prepareStatement("INSERT INTO cluster_fact (name, fact) VALUES (?, 'race')")) {
                        insert.setString(1, name);
                        return insert.executeUpdate();
                    }
                });
                acknowledged.add(name);
            } catch (FencedException e) {
                return null;
            }
        }
    }

    private Set<String> stored(Ulid machine) throws SQLException {
        return database.transaction(connection -> {
            Set<String> names = new TreeSet<>();
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT name FROM cluster_fact WHERE name LIKE ?")) {
                select.setString(1, machine + "-%");
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        names.add(row.getString(1));
                    }
                }
            }
            return names;
        });
    }

    @Test
    void onlyAMachineWhoseLeaseHasRunOutIsFencedByOneThatWaitsForIt() throws Exception {
        Ulid live = enter(Duration.ofMinutes(1));
        Ulid expired = enter(Duration.ofMillis(-5));

        assertThat(TestMachine.get(database.machines().fenceIfExpired(live))).isFalse();
        assertThat(TestMachine.get(database.machines().fenceIfExpired(expired))).isTrue();
        assertThat(TestMachine.get(database.machines().fenceIfExpired(expired))).isTrue();
        assertThat(TestMachine.get(database.machines().unfenced()))
                .extracting(MachineRow::incarnation)
                .contains(live, database.machine())
                .doesNotContain(expired);
    }

    @Test
    @EnabledIfSystemProperty(named = "hyperspace.test.database", matches = "postgres")
    void aRenewalDoesNotWaitForAWrite() throws Exception {
        Ulid machine = enter(Duration.ofMinutes(1));
        Fence fence = new Fence(database.dialect(), false, machine.toString(), MachineLease.sole(settings()));

        boolean renewed = database.transaction(connection -> {
            fence.pass(connection);
            return database.transaction(other -> table.renew(other, machine, Duration.ofMinutes(1)));
        });

        assertThat(renewed).isTrue();
    }

    @Test
    @EnabledIfSystemProperty(named = "hyperspace.test.database", matches = "postgres")
    void aMachineThatStopsInTheMiddleOfAWriteIsFencedAllTheSame(@TempDir Path folder) throws Exception {
        Config config = TestMachine.config(
                folder,
                "hyperspace.machine.lease = 1s\n" + TestDatabase.shared().config(folder));
        try (Database stopped = Database.open(config);
                Database other = Database.open(config);
                Connection connection = stopped.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            stopped.fence().pass(connection);

            boolean fenced = other.transaction(its -> table.fence(its, stopped.machine()));

            assertThat(fenced).isTrue();
            assertThatThrownBy(() -> stopped.fence().pass(connection)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aMachineThatIsFencedFencesNobody() throws Exception {
        Ulid expired = enter(Duration.ofMillis(-5));
        database.transaction(connection -> table.fence(connection, database.machine()));

        assertThat(TestMachine.fault(database.machines().fenceIfExpired(expired))
                        .code())
                .isEqualTo("E0729");
        assertThat(database.transaction(table::unfenced))
                .extracting(MachineRow::incarnation)
                .contains(expired);
    }
}
