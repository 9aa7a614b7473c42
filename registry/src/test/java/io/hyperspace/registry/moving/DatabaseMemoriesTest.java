package io.hyperspace.registry.moving;

import static io.hyperspace.registry.TestMachine.fault;
import static io.hyperspace.registry.TestMachine.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.provision.Memories.Left;
import io.hyperspace.provision.Memories.Waiting;
import io.hyperspace.registry.TestDatabase;
import io.hyperspace.registry.TestMachine;
import io.hyperspace.registry.database.Database;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class DatabaseMemoriesTest {

    private static final StarKey STAR = StarKey.of(StarKind.MAELSTROM, 1);
    private static final Point POINT = Point.parse("a:b");

    private final Incarnation incarnation = Incarnation.next();
    private final Ulid life = Ulid.next();
    private Config config;
    private Database database;
    private DatabaseMemories memories;

    @BeforeEach
    void open(@TempDir Path data) {
        config = TestMachine.config(data, TestDatabase.shared().config(data));
        database = Database.open(config);
        memories = DatabaseMemories.open(config, database);
        get(memories.begin(STAR, life));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Left left(long epoch, int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) epoch);
        return Left.of(incarnation, POINT, epoch, bytes);
    }

    private int rows() throws Exception {
        return database.transaction(connection -> {
            try (Statement count = connection.createStatement();
                    ResultSet row = count.executeQuery("SELECT COUNT(*) FROM moving_memory")) {
                row.next();
                return row.getInt(1);
            }
        });
    }

    @Test
    void whatAParticleLeftIsTakenOnceAndNothingStaysBehind() throws Exception {
        Left left = left(3, 2 << 20);
        get(memories.keep(STAR, life, List.of(left)));

        Optional<Left> taken = get(memories.take(incarnation, 4));

        assertThat(taken).hasValueSatisfying(found -> {
            assertThat(found.bytes()).isEqualTo(left.bytes());
            assertThat(found.epoch()).isEqualTo(3);
            assertThat(found.point()).isEqualTo(POINT);
            assertThat(found.lost()).isNull();
        });
        assertThat(get(memories.take(incarnation, 4))).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void whatIsLostSaysWhy() {
        get(memories.keep(STAR, life, List.of(Left.lost(incarnation, POINT, 1, "x".repeat(2_000)))));

        assertThat(get(memories.take(incarnation, 1))).hasValueSatisfying(found -> {
            assertThat(found.bytes()).isNull();
            assertThat(found.lost()).isEqualTo("x".repeat(1_024));
        });
    }

    @Test
    void whatIsLeftAgainTakesThePlaceOfWhatWasLeftBefore() throws Exception {
        get(memories.keep(STAR, life, List.of(left(1, 10), Left.lost(Incarnation.next(), POINT, 1, "why"))));
        get(memories.keep(STAR, life, List.of(left(2, 20))));

        assertThat(get(memories.take(incarnation, 2)).orElseThrow().bytes()).hasSize(20);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aCopyOfAnOldPlacementTakesNothing() {
        get(memories.keep(STAR, life, List.of(left(2, 10))));

        assertThat(get(memories.take(incarnation, 1))).isEmpty();
        assertThat(get(memories.take(incarnation, 2))).isPresent();
    }

    /** The particle moves on, and starts at its new place before what it left has followed it there. */
    @Test
    void whatFollowsAParticleJustWhenItStartsIsTaken() throws Exception {
        get(memories.keep(STAR, life, List.of(left(1, 10))));
        MemoryRows rows = new MemoryRows(database);
        StarKey next = StarKey.of(StarKind.MAELSTROM, 2);

        CompletionStage<Optional<Left>> taken = database.transaction(connection -> {
            rows.follow(connection, incarnation, next, 3);
            CompletionStage<Optional<Left>> taking = memories.take(incarnation, 3);
            await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            return taking;
        });

        assertThat(get(taken))
                .hasValueSatisfying(found -> assertThat(found.bytes()).hasSize(10));
        assertThat(rows()).isZero();
    }

    @Test
    void nothingIsKeptInTheNameOfAnEarlierLife() throws Exception {
        get(memories.begin(STAR, Ulid.next()));

        assertThat(fault(memories.keep(STAR, life, List.of(left(1, 10)))).code())
                .isEqualTo("E0784");
        assertThat(rows()).isZero();
    }

    @Test
    void aLifeThatDidNotEndInOrderIsToldOfWhenTheNextBegins() {
        StarKey other = StarKey.of(StarKind.MAELSTROM, 11);
        Ulid second = Ulid.next();

        assertThat(get(memories.begin(other, Ulid.next()))).isFalse();
        assertThat(get(memories.begin(STAR, second))).isTrue();
        get(memories.end(STAR, life));
        assertThat(get(memories.begin(STAR, second))).isTrue();
        get(memories.end(STAR, second));

        assertThat(fault(memories.keep(STAR, second, List.of(left(1, 10)))).code())
                .isEqualTo("E0784");
        assertThat(get(memories.begin(STAR, Ulid.next()))).isFalse();
    }

    @Test
    void aFencedMachineNeitherKeepsNorTakes() throws Exception {
        get(memories.keep(STAR, life, List.of(left(1, 10))));
        database.transaction(connection -> {
            try (Statement fence = connection.createStatement()) {
                return fence.executeUpdate("UPDATE machine SET fenced = TRUE");
            }
        });

        assertThat(fault(memories.take(incarnation, 1)).status()).isEqualTo(503);
        assertThat(fault(memories.keep(STAR, life, List.of(left(2, 10)))).status())
                .isEqualTo(503);
        assertThat(fault(memories.begin(STAR, Ulid.next())).status()).isEqualTo(503);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void whoHasLeftSomethingInAStarIsToldPageByPage() {
        List<Waiting> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Waiting next = new Waiting(Incarnation.next(), Point.parse("a:p" + i));
            all.add(next);
            get(memories.keep(STAR, life, List.of(Left.of(next.incarnation(), next.point(), 1, new byte[9]))));
        }
        StarKey other = StarKey.of(StarKind.MAELSTROM, 11);
        get(memories.begin(other, life));
        get(memories.keep(other, life, List.of(left(1, 10))));
        all.sort((one, another) ->
                one.incarnation().ulid().compareTo(another.incarnation().ulid()));

        List<Waiting> first = get(memories.waiting(STAR, null, 3));
        List<Waiting> second = get(memories.waiting(STAR, first.get(2).incarnation(), 3));

        assertThat(first).isEqualTo(all.subList(0, 3));
        assertThat(second).isEqualTo(all.subList(3, 5));
        assertThat(get(memories.waiting(other, null, 3))).containsExactly(new Waiting(incarnation, POINT));
    }

    @Test
    void whatAParticleLeftFollowsItToItsStarUnlessItLeftItThere() {
        StarKey next = StarKey.of(StarKind.MAELSTROM, 2);
        get(memories.keep(STAR, life, List.of(left(3, 10))));

        assertThat(get(memories.follow(incarnation, next, 3))).isFalse();
        assertThat(get(memories.waiting(STAR, null, 3))).containsExactly(new Waiting(incarnation, POINT));

        assertThat(get(memories.follow(incarnation, next, 4))).isTrue();
        assertThat(get(memories.waiting(STAR, null, 3))).isEmpty();
        assertThat(get(memories.waiting(next, null, 3))).containsExactly(new Waiting(incarnation, POINT));

        assertThat(get(memories.follow(incarnation, STAR, 6))).isTrue();
        assertThat(get(memories.follow(incarnation, next, 5)))
                .as("an earlier move, late")
                .isFalse();
        assertThat(get(memories.waiting(STAR, null, 3))).containsExactly(new Waiting(incarnation, POINT));
        assertThat(get(memories.take(incarnation, 6)).orElseThrow().bytes()).hasSize(10);
        assertThat(get(memories.follow(incarnation, next, 7))).isFalse();
    }

    @Test
    void whatNobodyTakesIsSwept() throws Exception {
        get(memories.keep(STAR, life, List.of(left(1, 10), Left.lost(Incarnation.next(), POINT, 1, "why"))));

        assertThat(get(memories.sweep())).isZero();
        assertThat(rows()).isEqualTo(2);

        database.transaction(connection -> {
            try (Statement older = connection.createStatement()) {
                return older.executeUpdate("UPDATE moving_memory SET kept = kept - 60001");
            }
        });
        Config hasty = ConfigFactory.parseString("hyperspace.move { state-keep = 60s, sweep-batch = 1 }")
                .withFallback(config);
        DatabaseMemories sweeping = DatabaseMemories.open(hasty, database);
        assertThat(get(sweeping.sweep())).isEqualTo(1);
        assertThat(get(sweeping.sweep())).isEqualTo(1);
        assertThat(rows()).isZero();
    }
}
