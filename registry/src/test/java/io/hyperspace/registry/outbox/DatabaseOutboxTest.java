package io.hyperspace.registry.outbox;

import static io.hyperspace.registry.TestMachine.fault;
import static io.hyperspace.registry.TestMachine.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import io.hyperspace.provision.Outbox.Entry;
import io.hyperspace.registry.TestDatabase;
import io.hyperspace.registry.TestMachine;
import io.hyperspace.registry.database.Database;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.wave.WaveId;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class DatabaseOutboxTest {

    private static final StarKey STAR = StarKey.of(StarKind.JUMP, 1);
    private static final StarKey OTHER = StarKey.of(StarKind.JUMP, 11);
    private static final String LIMITS =
            "hyperspace.outbox { threads = 1, queue = 3, batch = 2 }\nhyperspace.database.lock-timeout = 60s\n";

    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private Database database;
    private DatabaseOutbox outbox;

    @BeforeEach
    void open(@TempDir Path data) {
        Config config = TestMachine.config(data, TestDatabase.shared().config(data) + LIMITS);
        database = Database.open(config);
        outbox = DatabaseOutbox.open(config, database);
    }

    @AfterEach
    void close() {
        other.shutdownNow();
        outbox.close();
        database.close();
    }

    @Test
    void wavesOfAStarComeBackInTheOrderOfTheirIdsUntilTheyAreRemoved() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Entry entry = entry("t" + i);
            entries.add(entry);
            get(outbox.keep(STAR, entry));
        }
        get(outbox.keep(OTHER, entry("other")));

        List<Entry> first = get(outbox.page(STAR, null, 3, 1 << 20));
        List<Entry> second = get(outbox.page(STAR, first.get(2).wave(), 3, 1 << 20));

        List<Entry> both = new ArrayList<>(first);
        both.addAll(second);
        assertThat(both).usingRecursiveFieldByFieldElementComparator().containsExactlyInAnyOrderElementsOf(entries);
        assertThat(both)
                .isSortedAccordingTo(
                        (a, b) -> a.wave().ulid().compareTo(b.wave().ulid()));

        get(outbox.remove(STAR, List.of(both.get(0).wave(), both.get(3).wave(), WaveId.next())));
        assertThat(waves(STAR))
                .containsExactly(
                        both.get(1).wave(), both.get(2).wave(), both.get(4).wave());
        assertThat(waves(OTHER)).hasSize(1);
    }

    @Test
    void aPageEndsOnceItHasSoManyBytesAndHasOneWaveAtLeast() {
        for (int i = 0; i < 4; i++) {
            get(outbox.keep(STAR, entry("t" + i)));
        }

        assertThat(get(outbox.page(STAR, null, 100, 1))).hasSize(1);
        assertThat(get(outbox.page(STAR, null, 100, 3))).hasSize(1);
        assertThat(get(outbox.page(STAR, null, 100, 4))).hasSize(2);
        assertThat(get(outbox.page(STAR, null, 3, 100))).hasSize(3);
    }

    @Test
    void aWaveThatIsKeptTwiceIsThereOnce() {
        Entry entry = entry("t");

        get(outbox.keep(STAR, entry));
        get(outbox.keep(STAR, entry));

        assertThat(waves(STAR)).containsExactly(entry.wave());
    }

    @Test
    void wavesOfAStarAreStoredInTheOrderInWhichTheyCame(@TempDir Path data) {
        Config config = TestMachine.config(
                data, TestDatabase.shared().config(data) + "hyperspace.outbox { threads = 4, batch = 3 }");
        List<WaveId> stored = new CopyOnWriteArrayList<>();
        List<WaveId> came = new ArrayList<>();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        try (Database ordered = Database.open(config);
                DatabaseOutbox many = DatabaseOutbox.open(config, ordered)) {
            for (int i = 0; i < 500; i++) {
                Entry entry = entry("t" + i);
                came.add(entry.wave());
                all.add(many.keep(STAR, entry)
                        .thenRun(() -> stored.add(entry.wave()))
                        .toCompletableFuture());
            }
            all.forEach(TestMachine::get);
        }

        assertThat(stored).isEqualTo(came);
    }

    @Test
    void aFencedMachineStoresNothing() throws Exception {
        database.transaction(connection -> {
            try (Statement fence = connection.createStatement()) {
                return fence.executeUpdate("UPDATE machine SET fenced = TRUE");
            }
        });

        assertThat(fault(outbox.keep(STAR, entry("t"))).status()).isEqualTo(503);
        assertThat(fault(outbox.remove(STAR, List.of(WaveId.next()))).status()).isEqualTo(503);
        assertThat(waves(STAR)).isEmpty();
    }

    @Test
    void aWaveThatCannotBeStoredFailsAlone() throws Exception {
        Entry good = entry("good");
        Entry bad = new Entry(WaveId.next(), Point.parse("a:b"), -1, new byte[1]);
        database.transaction(connection -> {
            try (Statement alter = connection.createStatement()) {
                return alter.execute("ALTER TABLE outbox ADD CONSTRAINT future CHECK (deadline > 0)");
            }
        });
        Entry last = entry("last");
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<Integer> holder = hold(held, release);
        held.await();

        CompletionStage<Void> first = outbox.keep(STAR, entry("first"));
        awaitTaken(first);
        CompletionStage<Void> kept = outbox.keep(STAR, good);
        CompletionStage<Void> refused = outbox.keep(STAR, bad);
        CompletionStage<Void> after = outbox.keep(STAR, last);
        release.countDown();
        holder.get();

        get(first);
        get(kept);
        get(after);
        assertThat(fault(refused).status()).isEqualTo(503);
        assertThat(waves(STAR)).contains(good.wave(), last.wave()).doesNotContain(bad.wave());
    }

    @Test
    void oneWaveMoreThanMayWaitIsRefused() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<Integer> holder = hold(held, release);
        held.await();
        CompletionStage<Void> first = outbox.keep(STAR, entry("first"));
        awaitTaken(first);
        List<CompletionStage<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(outbox.keep(STAR, entry("t" + i)));
        }

        CompletionStage<Void> tooMany = outbox.keep(STAR, entry("too many"));

        assertThat(fault(tooMany).status()).isEqualTo(503);
        assertThat(fault(tooMany).code()).isEqualTo("E0703");
        release.countDown();
        holder.get();
        get(first);
        waiting.forEach(TestMachine::get);
        assertThat(waves(STAR)).hasSize(4);
    }

    /** Keeps the row that every write asks for first. */
    private Future<Integer> hold(CountDownLatch held, CountDownLatch release) {
        return other.submit(() -> database.transaction(connection -> {
            database.fence().await(connection);
            held.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 1;
        }));
    }

    /** Until the outbox's only thread has taken a wave and is about to store it, for which it needs the row. */
    private static void awaitTaken(CompletionStage<Void> first) {
        await().until(() -> Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().equals(OutboxRows.class.getName())));
        assertThat(first.toCompletableFuture()).isNotDone();
    }

    private List<WaveId> waves(StarKey star) {
        return get(outbox.page(star, null, 100, 1 << 20)).stream()
                .map(Entry::wave)
                .toList();
    }

    private static Entry entry(String target) {
        return new Entry(WaveId.next(), Point.parse("a:" + target.replace(' ', '-')), 1_000, new byte[] {1, 2, 3});
    }
}
