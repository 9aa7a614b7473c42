package io.hyperspace.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.lane.StarCommand;
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
import io.hyperspace.star.Release;
import io.hyperspace.star.Star;
import io.hyperspace.trace.Layer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.junit.jupiter.api.Test;

/** Stars that stop in order, and particles that are let go, on one Machine: what moves would go elsewhere comes back here. */
class HandOverTest {

    private static final Point ECHO = Point.parse("test:echo");
    private static final int WAVES = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Headers TRACKED =
            Headers.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final ScriptedDriver driver = new ScriptedDriver(this::particle);

    private Particle particle(ParticleContext context) {
        return wave -> {
            handled.add(wave.uri());
            if (wave.uri().equals("/block")) {
                hold();
            }
            return wave.uri().startsWith("/hang") ? new CompletableFuture<>() : answer(wave);
        };
    }

    private void hold() {
        try {
            assertThat(letGo.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CompletionStage<Reply> answer(Directed wave) {
        return CompletableFuture.completedFuture(Reply.ok(wave.body()));
    }

    /** Settings that come first; {@link HandOverInGraphTest} has its own. */
    String topology() {
        return "";
    }

    @Test
    void aStarThatStopsInOrderLosesReordersAndRepeatsNothing() {
        try (TestHyperverse world = world("")) {
            ping(world, "warm").toCompletableFuture().join();
            List<CompletionStage<Pong>> pongs = new ArrayList<>();
            for (int i = 0; i < WAVES; i++) {
                pongs.add(ping(world, Integer.toString(i)));
                if (i % (WAVES / 3) == WAVES / 6) {
                    star(world).tell(Star.Stop.NOW);
                }
            }
            await().until(() -> {
                pongs.add(ping(world, Integer.toString(pongs.size())));
                return driver.started.get() > 1;
            });

            assertThat(pongs).allSatisfy(pong -> assertThat(
                            pong.toCompletableFuture().join().status())
                    .isEqualTo(200));
            assertThat(handled.subList(1, handled.size()))
                    .isEqualTo(IntStream.range(0, pongs.size())
                            .mapToObj(i -> "/" + i)
                            .toList());
        }
    }

    @Test
    void whatStillRunsAfterTheTimeForHandingOverEndsWith503() {
        try (TestHyperverse world = world("hyperspace.star.hand-over = 300ms")) {
            CompletableFuture<Pong> hanging = ping(world, "hang").toCompletableFuture();
            CompletableFuture<Pong> queued =
                    send(world, wave("hang-queued", Handling.QUEUED)).toCompletableFuture();
            ping(world, "warm").toCompletableFuture().join();
            await().until(() -> handled.contains("/hang-queued"));

            star(world).tell(Star.Stop.NOW);

            assertThat(hanging.join().status()).isEqualTo(503);
            assertThat(queued.join().status()).isEqualTo(503);
            assertThat(ping(world, "after").toCompletableFuture().join().status())
                    .isEqualTo(200);
            assertThat(handled).containsExactlyInAnyOrder("/hang", "/hang-queued", "/warm", "/after");
        }
    }

    @Test
    void whatAParticleHadNotTakenUpWhenItWasEndedIsRefusedAndComesAgainIfItIsKept() {
        try (TestHyperverse world = world("hyperspace.star.hand-over = 300ms")) {
            ping(world, "warm").toCompletableFuture().join();
            CompletableFuture<Pong> blocked = ping(world, "block").toCompletableFuture();
            CompletableFuture<Pong> immediate =
                    send(world, wave("immediate", Handling.IMMEDIATE, TRACKED)).toCompletableFuture();
            CompletableFuture<Pong> queued =
                    send(world, wave("queued", Handling.QUEUED, TRACKED)).toCompletableFuture();
            await().until(() -> handled.contains("/block") && admitted(world) == 2);

            LoggingTestKit.warn("have taken back what they sent").expect(world.kit.system(), () -> {
                star(world).tell(Star.Stop.NOW);
                return null;
            });
            letGo.countDown();

            assertThat(blocked.join().status()).isEqualTo(200);
            assertThat(immediate).succeedsWithin(PATIENCE);
            assertThat(immediate.join().status()).isEqualTo(503);
            assertThat(queued).succeedsWithin(PATIENCE);
            assertThat(queued.join().status()).isEqualTo(200);
            assertThat(handled).containsExactly("/warm", "/block", "/queued");
        }
    }

    @Test
    void aParticleMovesToAnotherStarAndItsWavesFollowInOrder() {
        try (TestHyperverse world = world("")) {
            ping(world, "warm").toCompletableFuture().join();
            StarKey other =
                    StarKey.of(StarKind.MAELSTROM, 1 - location(world).star().index());
            List<CompletionStage<Pong>> pongs = new ArrayList<>();
            CompletionStage<ParticleRecord> moved = CompletableFuture.failedStage(new IllegalStateException());
            for (int i = 0; i < WAVES; i++) {
                pongs.add(ping(world, Integer.toString(i)));
                if (i == WAVES / 2) {
                    moved = move(world, other);
                }
            }

            assertThat(moved.toCompletableFuture().join().location()).isEqualTo(new Location(other, 2));
            assertThat(pongs).allSatisfy(pong -> assertThat(
                            pong.toCompletableFuture().join().status())
                    .isEqualTo(200));
            assertThat(handled.subList(1, handled.size()))
                    .isEqualTo(IntStream.range(0, WAVES).mapToObj(i -> "/" + i).toList());
        }
    }

    @Test
    void aParticleThatWasLetGoAndOfWhichNothingMoreIsHeardIsTakenBack() {
        try (TestHyperverse world = world("hyperspace.star.release-timeout = 300ms")) {
            ping(world, "warm").toCompletableFuture().join();
            Location before = location(world);

            assertThat(release(world).done()).isTrue();
            CompletableFuture<Pong> waiting = ping(world, "waiting").toCompletableFuture();

            assertThat(waiting.join().status()).isEqualTo(200);
            assertThat(location(world)).isEqualTo(new Location(before.star(), before.epoch() + 1));
        }
    }

    @Test
    void aParticleThatWasPlacedAnewByOneWhoThenDiedIsFoundThere() {
        try (TestHyperverse world = world("hyperspace.star.release-timeout = 300ms")) {
            ping(world, "warm").toCompletableFuture().join();
            Location before = location(world);
            StarKey other = StarKey.of(StarKind.MAELSTROM, 1 - before.star().index());
            CompletableFuture<Void> placed = new CompletableFuture<>();
            world.registry.duringAssigning(
                    (point, star, call) -> star.equals(other) ? call.get() : placed.thenCompose(now -> call.get()));

            assertThat(release(world).done()).isTrue();
            CompletableFuture<Pong> waiting = ping(world, "waiting").toCompletableFuture();
            world.registry
                    .assign(ECHO, record(world).incarnation(), before.epoch(), other)
                    .toCompletableFuture()
                    .join();
            placed.complete(null);

            assertThat(waiting.join().status()).isEqualTo(200);
            assertThat(location(world)).isEqualTo(new Location(other, before.epoch() + 1));
        }
    }

    @Test
    void aParticleOfAStarThatIsOnItsWayMovesAsSoonAsTheStarHasArrived() {
        try (TestHyperverse world = world("hyperspace.star.hand-over = 3s")) {
            CompletableFuture<Pong> hanging = ping(world, "hang").toCompletableFuture();
            await().until(() -> handled.contains("/hang"));
            Location before = location(world);
            StarKey to = other(world);

            star(world).tell(Star.Stop.NOW);
            Release.Released refusal = release(world);
            CompletionStage<ParticleRecord> moved = move(world, to);

            assertThat(refusal.done()).isFalse();
            assertThat(refusal.soon()).isTrue();
            assertThat(moved).succeedsWithin(PATIENCE);
            assertThat(hanging.join().status()).isEqualTo(503);
            assertThat(location(world)).isEqualTo(new Location(to, before.epoch() + 1));
            assertThat(ping(world, "after").toCompletableFuture().join().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aParticleOfAStarThatIsOnItsWayForLongerThanThePatienceIsNotMoved() {
        try (TestHyperverse world = world("hyperspace { star.hand-over = 20s, move.patience = 300ms }")) {
            CompletableFuture<Pong> hanging = ping(world, "hang").toCompletableFuture();
            await().until(() -> handled.contains("/hang"));
            Location before = location(world);

            star(world).tell(Star.Stop.NOW);

            assertThat(move(world, other(world)))
                    .failsWithin(PATIENCE.dividedBy(2))
                    .withThrowableThat()
                    .withMessageContaining("E0701");
            assertThat(hanging).isNotDone();
            assertThat(location(world)).isEqualTo(before);
        }
    }

    @Test
    void aParticleThatDoesNotEndIsGivenNoMoreTimeByWhoeverElseWantsItMoved() {
        try (TestHyperverse world = world("hyperspace.star.hand-over = 1s")) {
            CompletableFuture<Pong> hanging = ping(world, "hang").toCompletableFuture();
            await().until(() -> handled.contains("/hang"));
            StarKey to = other(world);

            List<CompletableFuture<ParticleRecord>> moves = List.of(
                    move(world, to).toCompletableFuture(), move(world, to).toCompletableFuture());

            assertThat(hanging.join().status()).isEqualTo(503);
            assertThat(moves).allSatisfy(moved -> assertThat(moved).succeedsWithin(PATIENCE.dividedBy(2)));
            assertThat(location(world)).isEqualTo(new Location(to, 2));
        }
    }

    @Test
    void aStarThatTakesNoSuchParticleIsRefused() {
        try (TestHyperverse world = world("")) {
            StarKey missing = StarKey.of(StarKind.MAELSTROM, 7);

            assertThat(move(world, missing))
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .withMessageContaining("E0780");
        }
    }

    @Test
    void aQueuedWaveThatWasAnsweredIsAnsweredTheSameInTheStarsNextPlaceAndNotRunAgain() {
        try (TestHyperverse world = world("")) {
            Ping queued = wave("queued", Handling.QUEUED);
            Pong first = send(world, queued).toCompletableFuture().join();
            assertThat(first.status()).isEqualTo(200);

            star(world).tell(Star.Stop.NOW);
            await().until(() -> {
                send(world, wave("next", Handling.IMMEDIATE))
                        .toCompletableFuture()
                        .join();
                return driver.started.get() > 1;
            });

            assertThat(send(world, queued).toCompletableFuture().join()).isEqualTo(first);
            assertThat(handled).containsOnlyOnce("/queued");
        }
    }

    private TestHyperverse world(String settings) {
        TestHyperverse world = new TestHyperverse(topology() + settings, driver);
        world.registry.create("test:echo", ScriptedDriver.KIND);
        return world;
    }

    private static ParticleRecord record(TestHyperverse world) {
        return world.registry.record(ECHO).toCompletableFuture().join();
    }

    private static Location location(TestHyperverse world) {
        return Objects.requireNonNull(record(world).location());
    }

    private static EntityRef<StarCommand> star(TestHyperverse world) {
        return ClusterSharding.get(world.kit.system())
                .entityRefFor(
                        EntityTypeKey.create(StarCommand.class, "star-maelstrom"),
                        location(world).star().toString());
    }

    private static CompletionStage<ParticleRecord> move(TestHyperverse world, StarKey to) {
        long deadline = System.currentTimeMillis() + PATIENCE.toMillis();
        return world.machine.services().moves().get().move(record(world), to, deadline);
    }

    private static StarKey other(TestHyperverse world) {
        return StarKey.of(StarKind.MAELSTROM, 1 - location(world).star().index());
    }

    private static Release.Released release(TestHyperverse world) {
        ParticleRecord record = record(world);
        return star(world)
                .<Release.Released>ask(
                        replyTo -> new Release(
                                ECHO, record.incarnation(), location(world).epoch(), replyTo),
                        PATIENCE)
                .toCompletableFuture()
                .join();
    }

    private static CompletionStage<Pong> ping(TestHyperverse world, String path) {
        return send(world, wave(path, Handling.IMMEDIATE));
    }

    private static CompletionStage<Pong> send(TestHyperverse world, Ping ping) {
        return world.machine.services().waves().ping(ping);
    }

    /** How many tracked waves a star has admitted, and given to its particle. */
    private static long admitted(TestHyperverse world) {
        return world.records.stream()
                .filter(record -> record.layer() == Layer.ADMITTED)
                .map(record -> record.wave().id())
                .distinct()
                .count();
    }

    private static Ping wave(String path, Handling handling) {
        return wave(path, handling, Headers.NONE);
    }

    private static Ping wave(String path, Handling handling, Headers headers) {
        Head head = new Head(
                WaveId.next(),
                Point.ROOT,
                Agent.HYPERUSER,
                Method.ext("Say"),
                "/" + path,
                headers,
                Substance.text("hello"),
                handling,
                System.currentTimeMillis() + 30_000,
                List.of());
        return new Ping(head, ECHO);
    }
}
