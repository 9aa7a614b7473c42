package io.hyperspace.machine;

import static io.hyperspace.machine.CountingWorld.ONE;
import static io.hyperspace.machine.CountingWorld.count;
import static io.hyperspace.machine.CountingWorld.counts;
import static io.hyperspace.machine.CountingWorld.memory;
import static io.hyperspace.machine.CountingWorld.move;
import static io.hyperspace.machine.CountingWorld.ping;
import static io.hyperspace.machine.CountingWorld.place;
import static io.hyperspace.machine.CountingWorld.record;
import static io.hyperspace.machine.CountingWorld.stop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.wave.Pong;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Particles that have lost what they had in memory, and what is said of why. */
class LostMemoryTest {

    private static final String AFTER_LOSS =
            "fresh: the last place of its star was lost, or did not hand over within star.hand-over";

    private final CountingWorld counting = new CountingWorld();

    @Test
    void oneThatNeverHadAnyStartsFreshAndSaysSo() {
        try (TestHyperverse world = counting.world("")) {
            count(world, ONE);

            assertThat(memory(world, ONE)).isEqualTo("fresh");
        }
    }

    @Test
    void asMuchAsTheLimitIsCarriedAndOneByteMoreIsLostWithTheReason() {
        try (TestHyperverse world = counting.world("hyperspace.move.state-limit = 100")) {
            count(world, ONE);
            counting.size = 100;
            move(world, ONE).toCompletableFuture().join();
            assertThat(count(world, ONE)).isEqualTo(2);

            counting.size = 101;
            move(world, ONE).toCompletableFuture().join();

            assertThat(count(world, ONE)).isEqualTo(1);
            assertThat(memory(world, ONE)).isEqualTo("lost: it is larger than move.state-limit, 100 bytes");
        }
    }

    @Test
    void aStarCarriesAsMuchAsItMayAndTheOthersAreLostWithTheReason() {
        try (TestHyperverse world =
                counting.world("hyperspace { machine.star-interval = 300ms, move.state-total = 250 }")) {
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Point point = Point.parse("test:of" + i);
                world.registry.create(point.toString(), ScriptedDriver.KIND);
                place(world, point, StarKey.of(StarKind.MAELSTROM, 0));
                points.add(point);
                count(world, point);
            }
            counting.size = 100;
            stop(world, points.get(0));
            await().until(() -> counting.driver.started.get() == 6 && world.memories.size() == 0);

            assertThat(points.stream().map(point -> count(world, point))).containsExactlyInAnyOrder(2L, 2L, 1L);
            assertThat(points.stream().map(point -> memory(world, point)))
                    .containsExactlyInAnyOrder(
                            "carried", "carried", "lost: its star carries move.state-total already, 250 bytes");
        }
    }

    @Test
    void whatCannotBeReadThereIsLostWithTheReason() {
        try (TestHyperverse world = counting.world("")) {
            count(world, ONE);
            counting.unreadable = true;
            move(world, ONE).toCompletableFuture().join();

            assertThat(count(world, ONE)).isEqualTo(1);
            assertThat(memory(world, ONE)).isEqualTo("lost: it was of another kind");
        }
    }

    @Test
    void whatIsKeptTooLateByAStarThatLeftIsNeverUsed() {
        try (TestHyperverse world = counting.world("hyperspace.star.hand-over = 300ms")) {
            count(world, ONE);
            CompletableFuture<Void> late = new CompletableFuture<>();
            world.memories.slow = late;
            stop(world, ONE);
            await().until(() -> counting.saves.get() == 1);
            List<CompletionStage<Pong>> pongs = new ArrayList<>();
            await().until(() -> {
                pongs.add(ping(world, ONE));
                return counting.driver.started.get() > 1;
            });
            assertThat(counts(pongs))
                    .isEqualTo(LongStream.rangeClosed(1, pongs.size()).boxed().toList());

            world.memories.slow = CompletableFuture.completedFuture(null);
            late.complete(null);

            assertThat(world.memories.size()).isZero();
            assertThat(memory(world, ONE)).isEqualTo(AFTER_LOSS);
        }
    }

    @Test
    void afterACrashItIsLostAndNotWhatWasCarriedBefore() {
        try (TestHyperverse world = counting.world("")) {
            count(world, ONE);
            move(world, ONE).toCompletableFuture().join();
            assertThat(count(world, ONE)).isEqualTo(2);

            ping(world, ONE, "/crash").toCompletableFuture().join();

            assertThat(count(world, ONE)).isEqualTo(1);
            assertThat(memory(world, ONE)).isEqualTo("lost: it crashed");
        }
    }

    @Test
    void oneThatIsQuarantinedHasLostItAndSaysSo() {
        try (TestHyperverse world = counting.world("hyperspace.star.failures = 0")) {
            count(world, ONE);

            ping(world, ONE, "/crash").toCompletableFuture().join();

            await().until(() -> memory(world, ONE).equals("lost: it crashed"));
            assertThat(record(world, ONE).status()).isEqualTo(Status.PANIC);
        }
    }

    @Test
    void oneThatIsChangedHasLostItAndSaysSo() {
        try (TestHyperverse world = counting.world("")) {
            count(world, ONE);
            world.registry
                    .setProperties(ONE, List.of(new PropertyChange.Set("colour", "red", false)))
                    .toCompletableFuture()
                    .join();

            assertThat(count(world, ONE)).isEqualTo(1);
            assertThat(memory(world, ONE)).isEqualTo("lost: it was changed");
        }
    }

    @Test
    void oneThatDoesNotEndInTimeMovesWithoutItAndSaysWhy() {
        try (TestHyperverse world = counting.world("hyperspace.star.hand-over = 300ms")) {
            count(world, ONE);
            CompletionStage<Pong> hanging = ping(world, ONE, "/hang");
            await().until(() -> counting.hanging.get() == 1);

            move(world, ONE).toCompletableFuture().join();

            assertThat(hanging.toCompletableFuture().join().status()).isEqualTo(503);
            assertThat(count(world, ONE)).isEqualTo(1);
            assertThat(memory(world, ONE)).isEqualTo("lost: it did not end within star.hand-over");
        }
    }

    @Test
    void oneThatDoesNotEndInTimeStaysWhenItCannotBeKeptWhyItsMemoryIsLost() {
        try (TestHyperverse world = counting.world("hyperspace.star.hand-over = 300ms")) {
            count(world, ONE);
            ping(world, ONE, "/hang");
            await().until(() -> counting.hanging.get() == 1);
            world.memories.away = true;

            assertThat(move(world, ONE))
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .withMessageContaining("E0701");

            assertThat(ping(world, ONE).toCompletableFuture().join().status())
                    .as("it is to start, and nobody can say what it left")
                    .isEqualTo(503);
            world.memories.away = false;
            await().until(() -> ping(world, ONE).toCompletableFuture().join().status() == 200);
            assertThat(count(world, ONE)).isEqualTo(2);
        }
    }

    @Test
    void whatAStartTookThatTimedOutIsLostAndNotWhatTheNextOneHas() {
        try (TestHyperverse world = counting.world("hyperspace.particle.start-timeout = 300ms")) {
            count(world, ONE);
            CompletableFuture<Void> late = new CompletableFuture<>();
            world.memories.slowAnswer = late;
            move(world, ONE).toCompletableFuture().join();
            await().until(() ->
                    counting.driver.started.get() == 2 && memory(world, ONE).equals("none"));
            world.memories.slowAnswer = CompletableFuture.completedFuture(null);
            await().until(() -> ping(world, ONE).toCompletableFuture().join().status() == 200);
            assertThat(memory(world, ONE)).isEqualTo("fresh");

            late.complete(null);

            await().until(() -> memory(world, ONE).equals("lost: the start that took it failed"));
            assertThat(count(world, ONE)).isEqualTo(2);
        }
    }

    @Test
    void afterTheLastPlaceOfItsStarWasLostItSaysSoUnlessItIsNewer() {
        try (TestHyperverse world = counting.world("hyperspace.machine.star-interval = 300ms")) {
            await().until(() -> world.outbox.readers() == 2);
            world.outbox.forgetReaders();
            for (int i = 0; i < 2; i++) {
                StarKey star = StarKey.of(StarKind.MAELSTROM, i);
                stop(world, star);
                world.memories.begin(star, Ulid.next());
            }
            await().until(() -> world.outbox.readers() == 2);
            count(world, ONE);
            assertThat(memory(world, ONE)).isEqualTo(AFTER_LOSS);

            Point newer = Point.parse("test:newer");
            world.registry.create(newer.toString(), ScriptedDriver.KIND);
            place(
                    world,
                    newer,
                    Objects.requireNonNull(record(world, ONE).location()).star());
            count(world, newer);
            assertThat(memory(world, newer)).isEqualTo("fresh");
        }
    }

    @Test
    void oneThatCameAfterItsStarWasLostHasLostNothingAlsoWhenItIsTheFirstToStart() {
        try (TestHyperverse world = counting.world("")) {
            StarKey star = StarKey.of(StarKind.MAELSTROM, 0);
            world.memories.begin(star, Ulid.next());
            place(world, ONE, star);
            assertThat(memory(world, ONE))
                    .as("as its star says, which is there")
                    .isEqualTo("none");
            Point newer = Point.parse("test:newer");
            world.registry.create(newer.toString(), ScriptedDriver.KIND);
            place(world, newer, star);

            count(world, newer);

            assertThat(memory(world, newer)).isEqualTo("fresh");
        }
    }

    @Test
    void aStarThatLeftInOrderHasLostNothing() {
        try (TestHyperverse world = counting.world("hyperspace.machine.star-interval = 300ms")) {
            Point idle = Point.parse("test:idle");
            world.registry.create(idle.toString(), ScriptedDriver.KIND);
            count(world, ONE);
            place(
                    world,
                    idle,
                    Objects.requireNonNull(record(world, ONE).location()).star());
            stop(world, ONE);
            await().until(() ->
                    counting.driver.started.get() == 2 && memory(world, ONE).equals("carried"));

            count(world, idle);

            assertThat(memory(world, idle)).isEqualTo("fresh");
        }
    }
}
