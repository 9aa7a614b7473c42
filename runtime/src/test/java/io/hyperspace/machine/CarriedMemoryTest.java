package io.hyperspace.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.Memory;
import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.lane.StarCommand;
import io.hyperspace.overview.ParticleReport;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.star.Star;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.junit.jupiter.api.Test;

/** Particles that count in memory, and what becomes of the count when they or their stars move. */
class CarriedMemoryTest {

    private static final Point ONE = Point.parse("test:one");
    private static final int WAVES = 300;

    private final AtomicInteger saves = new AtomicInteger();
    private volatile int size = Long.BYTES;
    private volatile int refusals;
    private volatile boolean unreadable;

    /** Answers with how many waves it has had, and carries that along, with as many bytes as the test wants. */
    private final class Counter implements Particle, Memory {

        private long count;

        @Override
        public CompletionStage<Reply> handle(Directed wave) {
            if (wave.uri().equals("/crash")) {
                throw new IllegalStateException("as it was told");
            }
            count++;
            return CompletableFuture.completedFuture(Reply.ok(new Substance.Int(count)));
        }

        @Override
        public boolean isPassivatable() {
            return false;
        }

        @Override
        public Memory memory() {
            return this;
        }

        @Override
        public CompletionStage<byte[]> save(long limit) {
            if (saves.getAndIncrement() < refusals) {
                return CompletableFuture.failedFuture(Faults.notReady("it").toException());
            }
            return CompletableFuture.completedFuture(
                    ByteBuffer.allocate(size).putLong(count).array());
        }

        @Override
        public CompletionStage<Void> restore(byte[] saved) {
            if (unreadable) {
                return CompletableFuture.failedFuture(
                        Fault.of(422, "E0001", "it was of another kind").toException());
            }
            count = ByteBuffer.wrap(saved).getLong();
            return CompletableFuture.completedFuture(null);
        }
    }

    private final ScriptedDriver driver = new ScriptedDriver(this::counter);

    private Particle counter(ParticleContext context) {
        return new Counter();
    }

    @Test
    void itMovesWithItsStarBetweenTwoWaves() {
        try (TestHyperverse world = world("")) {
            List<CompletionStage<Pong>> pongs = new ArrayList<>();
            pongs.add(ping(world, ONE));
            pongs.get(0).toCompletableFuture().join();
            for (int i = 0; i < WAVES; i++) {
                pongs.add(ping(world, ONE));
                if (i % (WAVES / 3) == WAVES / 6) {
                    stop(world, ONE);
                }
            }
            await().until(() -> {
                pongs.add(ping(world, ONE));
                return driver.started.get() > 1;
            });

            assertThat(counts(pongs))
                    .isEqualTo(LongStream.rangeClosed(1, pongs.size()).boxed().toList());
            assertThat(world.memories.size()).isZero();
            assertThat(memory(world, ONE)).isEqualTo("carried");
        }
    }

    @Test
    void itMovesToAnotherStarAndBackBetweenTwoWaves() {
        try (TestHyperverse world = world("")) {
            List<CompletionStage<Pong>> pongs = new ArrayList<>();
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < WAVES; i++) {
                    pongs.add(ping(world, ONE));
                }
                pongs.get(pongs.size() - WAVES / 2).toCompletableFuture().join();
                move(world, ONE).toCompletableFuture().join();
            }
            pongs.add(ping(world, ONE));

            assertThat(counts(pongs))
                    .isEqualTo(LongStream.rangeClosed(1, pongs.size()).boxed().toList());
            assertThat(world.memories.size()).isZero();
        }
    }

    @Test
    void itOutlivesMovesInARowOfAParticleThatNobodyNeeds() {
        try (TestHyperverse world = world("")) {
            assertThat(count(world, ONE)).isEqualTo(1);

            for (int i = 0; i < 5; i++) {
                untilItHasMoved(world);
            }

            assertThat(count(world, ONE)).isEqualTo(2);
            assertThat(world.memories.size()).isZero();
        }
    }

    @Test
    void itIsTakenAtTheNewPlaceThoughNobodySendsAnything() {
        try (TestHyperverse world =
                world("hyperspace { machine.star-interval = 300ms, move { wake = 2, wake-every = 10ms } }")) {
            for (int i = 0; i < 7; i++) {
                Point point = Point.parse("test:of" + i);
                world.registry.create(point.toString(), ScriptedDriver.KIND);
                count(world, point);
            }
            count(world, ONE);
            move(world, ONE).toCompletableFuture().join();
            await().until(() -> world.memories.size() == 0 && memory(world, ONE).equals("carried"));

            stop(world, StarKey.of(StarKind.MAELSTROM, 0));
            stop(world, StarKey.of(StarKind.MAELSTROM, 1));
            await().until(() -> driver.started.get() == 17 && world.memories.size() == 0);

            assertThat(count(world, ONE)).isEqualTo(2);
            assertThat(driver.started).hasValue(17);
        }
    }

    @Test
    void oneThatNeverHadAnyStartsFreshAndSaysSo() {
        try (TestHyperverse world = world("")) {
            count(world, ONE);

            assertThat(memory(world, ONE)).isEqualTo("fresh");
        }
    }

    @Test
    void asMuchAsTheLimitIsCarriedAndOneByteMoreIsLostWithTheReason() {
        try (TestHyperverse world = world("hyperspace.move.state-limit = 100")) {
            count(world, ONE);
            size = 100;
            move(world, ONE).toCompletableFuture().join();
            assertThat(count(world, ONE)).isEqualTo(2);

            size = 101;
            move(world, ONE).toCompletableFuture().join();

            assertThat(count(world, ONE)).isEqualTo(1);
            assertThat(memory(world, ONE)).isEqualTo("lost: it is larger than move.state-limit, 100 bytes");
        }
    }

    @Test
    void aStarCarriesAsMuchAsItMayAndTheOthersAreLostWithTheReason() {
        try (TestHyperverse world = world("hyperspace { machine.star-interval = 300ms, move.state-total = 250 }")) {
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Point point = Point.parse("test:of" + i);
                world.registry.create(point.toString(), ScriptedDriver.KIND);
                world.registry
                        .assign(point, record(world, point).incarnation(), 0, StarKey.of(StarKind.MAELSTROM, 0))
                        .toCompletableFuture()
                        .join();
                points.add(point);
                count(world, point);
            }
            size = 100;
            stop(world, points.get(0));
            await().until(() -> driver.started.get() == 6 && world.memories.size() == 0);

            assertThat(points.stream().map(point -> count(world, point))).containsExactlyInAnyOrder(2L, 2L, 1L);
            assertThat(points.stream().map(point -> memory(world, point)))
                    .containsExactlyInAnyOrder(
                            "carried", "carried", "lost: its star carries move.state-total already, 250 bytes");
        }
    }

    @Test
    void whatCannotBeReadThereIsLostWithTheReason() {
        try (TestHyperverse world = world("")) {
            count(world, ONE);
            unreadable = true;
            move(world, ONE).toCompletableFuture().join();

            assertThat(count(world, ONE)).isEqualTo(1);
            assertThat(memory(world, ONE)).isEqualTo("lost: it was of another kind");
        }
    }

    @Test
    void whoCannotSaveItNowIsAskedAgain() {
        try (TestHyperverse world = world("")) {
            count(world, ONE);
            refusals = 3;
            move(world, ONE).toCompletableFuture().join();

            assertThat(count(world, ONE)).isEqualTo(2);
            assertThat(saves).hasValue(4);
        }
    }

    @Test
    void whatIsKeptTooLateByAStarThatLeftIsNeverUsed() {
        try (TestHyperverse world = world("hyperspace.star.hand-over = 300ms")) {
            count(world, ONE);
            CompletableFuture<Void> late = new CompletableFuture<>();
            world.memories.slow = late;
            stop(world, ONE);
            await().until(() -> saves.get() == 1);
            List<CompletionStage<Pong>> pongs = new ArrayList<>();
            await().until(() -> {
                pongs.add(ping(world, ONE));
                return driver.started.get() > 1;
            });
            assertThat(counts(pongs))
                    .isEqualTo(LongStream.rangeClosed(1, pongs.size()).boxed().toList());

            world.memories.slow = CompletableFuture.completedFuture(null);
            late.complete(null);

            assertThat(world.memories.size()).isZero();
            assertThat(memory(world, ONE)).isEqualTo("fresh");
        }
    }

    @Test
    void aParticleWhoseMemoryCannotBeKeptInTimeStaysAndServesOn() {
        try (TestHyperverse world = world("hyperspace.star.hand-over = 1s")) {
            count(world, ONE);
            Location before = record(world, ONE).location();
            CompletableFuture<Void> late = new CompletableFuture<>();
            world.memories.slow = late;

            assertThat(move(world, ONE))
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .withMessageContaining("E0701");
            assertThat(count(world, ONE)).isEqualTo(1);
            assertThat(record(world, ONE).location()).isEqualTo(before);

            world.memories.slow = CompletableFuture.completedFuture(null);
            late.complete(null);
            assertThat(world.memories.size()).isZero();
            untilItHasMoved(world);
            assertThat(count(world, ONE)).isEqualTo(2);
        }
    }

    @Test
    void aParticleDoesNotStartWhileNobodyCanSayWhatItLeft() {
        try (TestHyperverse world = world("hyperspace.star.hand-over = 300ms")) {
            count(world, ONE);
            world.memories.away = true;
            stop(world, ONE);
            await().until(() -> saves.get() == 1);
            await().until(() -> ping(world, ONE).toCompletableFuture().join().status() == 503);
            world.memories.away = false;

            assertThat(count(world, ONE)).isEqualTo(1);
            assertThat(count(world, ONE)).isEqualTo(2);
        }
    }

    @Test
    void afterACrashItStartsFreshAndNotWithWhatWasCarriedBefore() {
        try (TestHyperverse world = world("")) {
            count(world, ONE);
            move(world, ONE).toCompletableFuture().join();
            assertThat(count(world, ONE)).isEqualTo(2);

            ping(world, ONE, "/crash").toCompletableFuture().join();

            assertThat(count(world, ONE)).isEqualTo(1);
            assertThat(memory(world, ONE)).isEqualTo("fresh");
        }
    }

    private TestHyperverse world(String settings) {
        TestHyperverse world = new TestHyperverse(settings, driver);
        world.registry.create(ONE.toString(), ScriptedDriver.KIND);
        return world;
    }

    private static ParticleRecord record(TestHyperverse world, Point point) {
        return world.registry.record(point).toCompletableFuture().join();
    }

    private static void stop(TestHyperverse world, Point point) {
        stop(world, Objects.requireNonNull(record(world, point).location()).star());
    }

    private static void stop(TestHyperverse world, StarKey star) {
        ClusterSharding.get(world.kit.system())
                .entityRefFor(EntityTypeKey.create(StarCommand.class, "star-maelstrom"), star.toString())
                .tell(Star.Stop.NOW);
    }

    private static CompletionStage<ParticleRecord> move(TestHyperverse world, Point point) {
        ParticleRecord record = record(world, point);
        int index = Objects.requireNonNull(record.location()).star().index();
        return world.machine.services().moves().get().move(record, StarKey.of(StarKind.MAELSTROM, 1 - index));
    }

    /** A star lets no particle go while its last one is not settled, and says so. */
    private static void untilItHasMoved(TestHyperverse world) {
        await().until(() -> move(world, ONE)
                .handle((moved, failure) -> failure == null)
                .toCompletableFuture()
                .join());
    }

    private static String memory(TestHyperverse world, Point point) {
        ParticleReport report = world.machine
                .services()
                .overview()
                .get()
                .particle(record(world, point))
                .toCompletableFuture()
                .join();
        return Objects.requireNonNullElse(report.memory(), "none");
    }

    private static List<Long> counts(List<CompletionStage<Pong>> pongs) {
        return pongs.stream().map(CarriedMemoryTest::count).toList();
    }

    private static long count(TestHyperverse world, Point point) {
        return count(ping(world, point));
    }

    private static long count(CompletionStage<Pong> pong) {
        Pong answer = pong.toCompletableFuture().join();
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.body() instanceof Substance.Int number ? number.value() : -1;
    }

    private static CompletionStage<Pong> ping(TestHyperverse world, Point point) {
        return ping(world, point, "/");
    }

    private static CompletionStage<Pong> ping(TestHyperverse world, Point point, String uri) {
        Head head = new Head(
                WaveId.next(),
                Point.ROOT,
                Agent.HYPERUSER,
                Method.ext("Count"),
                uri,
                Headers.NONE,
                Substance.text("hello"),
                Handling.IMMEDIATE,
                System.currentTimeMillis() + 30_000,
                List.of());
        return world.machine.services().waves().ping(new Ping(head, point));
    }
}
