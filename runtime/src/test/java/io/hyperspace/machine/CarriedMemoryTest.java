package io.hyperspace.machine;

import static io.hyperspace.machine.CountingWorld.ONE;
import static io.hyperspace.machine.CountingWorld.count;
import static io.hyperspace.machine.CountingWorld.counts;
import static io.hyperspace.machine.CountingWorld.memory;
import static io.hyperspace.machine.CountingWorld.move;
import static io.hyperspace.machine.CountingWorld.ping;
import static io.hyperspace.machine.CountingWorld.record;
import static io.hyperspace.machine.CountingWorld.stop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.space.particle.Location;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.wave.Pong;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Particles that count in memory, and how the count moves along with them or their stars. */
class CarriedMemoryTest {

    private static final int WAVES = 300;

    private final CountingWorld counting = new CountingWorld();

    @Test
    void itMovesWithItsStarBetweenTwoWaves() {
        try (TestHyperverse world = counting.world("")) {
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
                return counting.driver.started.get() > 1;
            });

            assertThat(counts(pongs))
                    .isEqualTo(LongStream.rangeClosed(1, pongs.size()).boxed().toList());
            assertThat(world.memories.size()).isZero();
            assertThat(memory(world, ONE)).isEqualTo("carried");
        }
    }

    @Test
    void itMovesToAnotherStarAndBackBetweenTwoWaves() {
        try (TestHyperverse world = counting.world("")) {
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
        try (TestHyperverse world = counting.world("")) {
            assertThat(count(world, ONE)).isEqualTo(1);

            for (int i = 0; i < 5; i++) {
                move(world, ONE).toCompletableFuture().join();
            }

            assertThat(count(world, ONE)).isEqualTo(2);
            assertThat(world.memories.size()).isZero();
        }
    }

    @Test
    void itIsTakenAtTheNewPlaceThoughNobodySendsAnything() {
        try (TestHyperverse world =
                counting.world("hyperspace { machine.star-interval = 300ms, move { wake = 2, wake-every = 10ms } }")) {
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
            await().until(() -> counting.driver.started.get() == 17 && world.memories.size() == 0);

            assertThat(count(world, ONE)).isEqualTo(2);
            assertThat(counting.driver.started).hasValue(17);
        }
    }

    @Test
    void itIsTakenAtTheNextPlaceOfAParticleThatMovesOnBeforeItHasStarted() {
        try (TestHyperverse world = counting.world("")) {
            count(world, ONE);
            untilItHasMovedAndCannotStart(world);

            world.memories.unreadable = false;
            move(world, ONE).toCompletableFuture().join();

            await().until(() -> memory(world, ONE).equals("carried"));
            assertThat(world.memories.size()).isZero();
            assertThat(count(world, ONE)).isEqualTo(2);
        }
    }

    @Test
    void itIsTakenAtTheNextPlaceOfTheStarToWhichItsParticleHadMovedAlone() {
        try (TestHyperverse world = counting.world("hyperspace.machine.star-interval = 300ms")) {
            count(world, ONE);
            untilItHasMovedAndCannotStart(world);

            world.memories.unreadable = false;
            stop(world, ONE);

            await().until(() -> memory(world, ONE).equals("carried"));
            assertThat(world.memories.size()).isZero();
            assertThat(count(world, ONE)).isEqualTo(2);
        }
    }

    @Test
    void itIsTakenAgainByAParticleThatWasToMoveAndWasForgotten() {
        try (TestHyperverse world = counting.world("hyperspace.star.release-timeout = 200ms")) {
            count(world, ONE);
            AtomicInteger calls = new AtomicInteger();
            world.registry.duringAssigning((point, star, call) -> calls.getAndIncrement() == 0
                    ? CompletableFuture.failedFuture(new IllegalStateException("whoever moves it goes no further"))
                    : call.get());

            assertThat(move(world, ONE)).failsWithin(Duration.ofSeconds(30));

            await().until(() -> memory(world, ONE).equals("carried"));
            assertThat(world.memories.size()).isZero();
            assertThat(count(world, ONE)).isEqualTo(2);
        }
    }

    @Test
    void whoCannotSaveItNowIsAskedAgain() {
        try (TestHyperverse world = counting.world("")) {
            count(world, ONE);
            counting.refusals = 3;
            move(world, ONE).toCompletableFuture().join();

            assertThat(count(world, ONE)).isEqualTo(2);
            assertThat(counting.saves).hasValue(4);
        }
    }

    @Test
    void aParticleWhoseMemoryCannotBeKeptInTimeStaysAndServesOn() {
        try (TestHyperverse world = counting.world("hyperspace.star.hand-over = 1s")) {
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
            move(world, ONE).toCompletableFuture().join();
            assertThat(count(world, ONE)).isEqualTo(2);
        }
    }

    @Test
    void aParticleDoesNotStartWhileNobodyCanSayWhatItLeft() {
        try (TestHyperverse world = counting.world("hyperspace.star.hand-over = 300ms")) {
            count(world, ONE);
            world.memories.away = true;
            stop(world, ONE);
            await().until(() -> counting.saves.get() == 1);
            await().until(() -> ping(world, ONE).toCompletableFuture().join().status() == 503);
            world.memories.away = false;

            assertThat(count(world, ONE)).isEqualTo(1);
            assertThat(count(world, ONE)).isEqualTo(2);
        }
    }

    private void untilItHasMovedAndCannotStart(TestHyperverse world) {
        world.memories.unreadable = true;
        move(world, ONE).toCompletableFuture().join();
        await().until(() ->
                counting.driver.started.get() == 2 && memory(world, ONE).equals("none"));
        assertThat(world.memories.size()).isEqualTo(1);
    }
}
