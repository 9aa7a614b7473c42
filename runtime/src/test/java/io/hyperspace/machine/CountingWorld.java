package io.hyperspace.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.driver.Memory;
import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.lane.StarCommand;
import io.hyperspace.overview.ParticleReport;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/** Particles of a test that count in memory, and carry the count along with as many bytes as the test wants. */
final class CountingWorld {

    static final Point ONE = Point.parse("test:one");

    final AtomicInteger saves = new AtomicInteger();
    /** How many waves have come that are never answered. */
    final AtomicInteger hanging = new AtomicInteger();

    volatile int size = Long.BYTES;
    volatile int refusals;
    volatile boolean unreadable;

    /** Answers with how many waves it has had, and carries that along, with as many bytes as the test wants. */
    private final class Counter implements Particle, Memory {

        private long count;

        @Override
        public CompletionStage<Reply> handle(Directed wave) {
            if (wave.uri().equals("/crash")) {
                throw new IllegalStateException("as it was told");
            }
            if (wave.uri().equals("/hang")) {
                hanging.incrementAndGet();
                return new CompletableFuture<>();
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

    final ScriptedDriver driver = new ScriptedDriver(this::counter);

    private Particle counter(ParticleContext context) {
        return new Counter();
    }

    static void place(TestHyperverse world, Point point, StarKey star) {
        world.registry
                .assign(point, record(world, point).incarnation(), 0, star)
                .toCompletableFuture()
                .join();
    }

    TestHyperverse world(String settings) {
        TestHyperverse world = new TestHyperverse(settings, driver);
        world.registry.create(ONE.toString(), ScriptedDriver.KIND);
        return world;
    }

    static ParticleRecord record(TestHyperverse world, Point point) {
        return world.registry.record(point).toCompletableFuture().join();
    }

    static void stop(TestHyperverse world, Point point) {
        stop(world, Objects.requireNonNull(record(world, point).location()).star());
    }

    static void stop(TestHyperverse world, StarKey star) {
        ClusterSharding.get(world.kit.system())
                .entityRefFor(EntityTypeKey.create(StarCommand.class, "star-maelstrom"), star.toString())
                .tell(Star.Stop.NOW);
    }

    static CompletionStage<ParticleRecord> move(TestHyperverse world, Point point) {
        ParticleRecord record = record(world, point);
        int index = Objects.requireNonNull(record.location()).star().index();
        StarKey other = StarKey.of(StarKind.MAELSTROM, 1 - index);
        return world.machine.services().moves().get().move(record, other, System.currentTimeMillis() + 60_000);
    }

    static String memory(TestHyperverse world, Point point) {
        ParticleReport report = world.machine
                .services()
                .overview()
                .get()
                .particle(record(world, point))
                .toCompletableFuture()
                .join();
        return Objects.requireNonNullElse(report.memory(), "none");
    }

    static List<Long> counts(List<CompletionStage<Pong>> pongs) {
        return pongs.stream().map(CountingWorld::count).toList();
    }

    static long count(TestHyperverse world, Point point) {
        return count(ping(world, point));
    }

    static long count(CompletionStage<Pong> pong) {
        Pong answer = pong.toCompletableFuture().join();
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.body() instanceof Substance.Int number ? number.value() : -1;
    }

    static CompletionStage<Pong> ping(TestHyperverse world, Point point) {
        return ping(world, point, "/");
    }

    static CompletionStage<Pong> ping(TestHyperverse world, Point point, String uri) {
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
