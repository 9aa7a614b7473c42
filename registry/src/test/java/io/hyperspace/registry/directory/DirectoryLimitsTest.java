package io.hyperspace.registry.directory;

import static io.hyperspace.registry.TestMachine.fault;
import static io.hyperspace.registry.TestMachine.get;
import static io.hyperspace.registry.TestMachine.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.provision.Registry;
import io.hyperspace.registry.TestMachine;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.cluster.sharding.typed.GetShardRegionState;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What directories and the calls to them do at their limits; a lock in the database makes one of them slow. */
@Tag("database")
class DirectoryLimitsTest {

    @TempDir
    private Path data;

    @Nullable private TestMachine started;

    private TestMachine start(String more) {
        started = TestMachine.start(data, more);
        return started;
    }

    @AfterEach
    void stop() {
        if (started != null) {
            started.close();
        }
    }

    private static CompletionStage<ParticleRecord> change(TestMachine machine, String point) {
        return machine.registry().setProperties(Point.parse(point), List.of(new PropertyChange.Set("a", "1", false)));
    }

    /** Takes the next number in the journal of the directory that holds a point, until the connection rolls back. */
    private static Connection slowDown(TestMachine machine, String point) throws SQLException {
        String directory = machine.database().transaction(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT directory FROM registry_record WHERE point = ?")) {
                select.setString(1, point);
                try (ResultSet row = select.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    return row.getString(1);
                }
            }
        });
        Connection connection = machine.database().dataSource().getConnection();
        connection.setAutoCommit(false);
        try (PreparedStatement copy = connection.prepareStatement("""
                INSERT INTO "event_journal" ("deleted", "persistence_id", "sequence_number", "writer",
                    "write_timestamp", "adapter_manifest", "event_payload", "event_ser_id", "event_ser_manifest")
                SELECT "deleted", "persistence_id", "sequence_number" + 1, 'another', "write_timestamp",
                    "adapter_manifest", "event_payload", "event_ser_id", "event_ser_manifest"
                FROM "event_journal" WHERE "persistence_id" = ? ORDER BY "sequence_number" DESC
                FETCH FIRST 1 ROW ONLY""")) {
            copy.setString(1, "directory-" + directory);
            assertThat(copy.executeUpdate()).isEqualTo(1);
        }
        return connection;
    }

    @Test
    void whoIsNotAnsweredInTimeIsToldAndTooManyAreRefused() throws SQLException {
        TestMachine machine = start("hyperspace.registry { ask-timeout = 700ms, max-in-flight = 1 }");
        machine.create("slow", Kind.SPACE);
        machine.create("quick", Kind.SPACE);

        try (Connection lock = slowDown(machine, "slow")) {
            CompletionStage<ParticleRecord> slow = change(machine, "slow");
            CompletionStage<ParticleRecord> second = change(machine, "slow");

            assertThat(List.of(fault(slow).code(), fault(second).code())).containsExactlyInAnyOrder("E0212", "E0213");
            assertThat(fault(slow).status()).isEqualTo(503);
            lock.rollback();
        }
        assertThat(get(change(machine, "quick")).revision()).isEqualTo(2);
    }

    @Test
    void tooManyThatWaitForADirectoryToOpenAreRefused() throws SQLException {
        TestMachine machine = start("hyperspace.registry.directory.max-waiting = 1");
        machine.create("opening", Kind.SPACE);

        try (Connection lock = slowDown(machine, "opening")) {
            CompletionStage<ParticleRecord> slow = change(machine, "opening");
            CompletionStage<Registry.Registered> first =
                    machine.registry().register(registration("opening:a", Kind.BASE, false));
            CompletionStage<Registry.Registered> second =
                    machine.registry().register(registration("opening:b", Kind.BASE, false));
            Throwable refused = TestMachine.firstFailure(first, second);
            lock.rollback();

            assertThat(refused).hasMessageContaining("E0404");
            assertThat(get(slow).revision()).isEqualTo(2);
            assertThat(
                            first.toCompletableFuture().isCompletedExceptionally()
                                    ? get(second).created()
                                    : get(first).created())
                    .isTrue();
        }
    }

    @Test
    void aDirectoryOpensOnlyForTheIncarnationThatIsRegistered() {
        TestMachine machine = start("");
        machine.create("there", Kind.SPACE);
        Incarnation stale = Incarnation.next();
        DirectoryId heldBy = DirectoryId.ROOT;
        Point point = Point.parse("there:child");
        DirectoryCommand.Candidate candidate = new DirectoryCommand.Candidate(
                point, Incarnation.next(), Kind.BASE, Agent.HYPERUSER, List.of(), Command.Strategy.COMMIT, null);

        DirectoryAnswer answer = get(ClusterSharding.get(machine.system())
                .entityRefFor(
                        EntityTypeKey.create(DirectoryCommand.class, "directory"),
                        DirectoryId.of(stale, 0).text())
                .ask(
                        replyTo -> new DirectoryCommand.Register(
                                new DirectoryCommand.Parent(Point.parse("there"), stale, heldBy),
                                List.of(candidate),
                                replyTo),
                        Duration.ofSeconds(10)));

        assertThat(answer).isInstanceOf(DirectoryAnswer.Gone.class);
        assertThat(fault(machine.registry().record(point)).status()).isEqualTo(404);
    }

    @Test
    void aDirectoryThatIsToStopAnswersThoseThatWaitFirst() throws SQLException {
        TestMachine machine = start("");
        Incarnation incarnation =
                machine.create("stopping", Kind.SPACE).record().incarnation();
        CompletionStage<Registry.Registered> waits;

        try (Connection lock = slowDown(machine, "stopping")) {
            CompletionStage<ParticleRecord> slow = change(machine, "stopping");
            waits = machine.registry().register(registration("stopping:a", Kind.BASE, false));
            Awaitility.await().until(() -> isActive(machine, DirectoryId.of(incarnation, 0)));
            ClusterSharding.get(machine.system())
                    .entityRefFor(
                            EntityTypeKey.create(DirectoryCommand.class, "directory"),
                            DirectoryId.of(incarnation, 0).text())
                    .tell(DirectoryCommand.Stop.STOP);
            assertThat(slow.toCompletableFuture().isDone()).isFalse();
            lock.rollback();
        }

        assertThat(get(waits).created()).isTrue();
        Awaitility.await().until(() -> !isActive(machine, DirectoryId.of(incarnation, 0)));
    }

    private static boolean isActive(TestMachine machine, DirectoryId id) {
        return shards(machine).anyMatch(shard -> shard.getEntityIds().contains(id.text()));
    }

    @Test
    void aDirectoryThatLeftMemoryComesBackWithItsChildren() {
        TestMachine machine = start("hyperspace.registry.directory.passivate-after = 200ms");
        machine.create("asleep", Kind.SPACE);
        machine.create("asleep:child", Kind.BASE);
        String before = snapshotOf(machine);

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> activeEntities(machine) == 0);

        assertThat(get(machine.registry().record(Point.parse("asleep:child"))).toString())
                .isEqualTo(before);
    }

    private static String snapshotOf(TestMachine machine) {
        return get(machine.registry().record(Point.parse("asleep:child"))).toString();
    }

    private static int activeEntities(TestMachine machine) {
        return shards(machine).mapToInt(shard -> shard.getEntityIds().size()).sum();
    }

    private static Stream<ShardRegion.ShardState> shards(TestMachine machine) {
        TestProbe<ShardRegion.CurrentShardRegionState> probe = TestProbe.create(machine.system());
        ClusterSharding.get(machine.system())
                .shardState()
                .tell(new GetShardRegionState(
                        EntityTypeKey.create(DirectoryCommand.class, "directory"), probe.getRef()));
        return probe.receiveMessage().getShards().stream();
    }
}
