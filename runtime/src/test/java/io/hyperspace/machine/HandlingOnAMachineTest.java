package io.hyperspace.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Queued waves on a whole Machine. */
class HandlingOnAMachineTest {

    private static final Point ECHO = Point.parse("test:echo");

    private final AtomicInteger runs = new AtomicInteger();
    private final Queue<CompletableFuture<Reply>> held = new ConcurrentLinkedQueue<>();
    private @Nullable TestHyperverse hyperverse;

    /** Settings that come first; {@link HandlingOnAMachineInGraphTest} has its own. */
    String topology() {
        return "";
    }

    @AfterEach
    void stop() {
        if (hyperverse != null) {
            hyperverse.close();
        }
    }

    @Test
    void aQueuedWaveThatTakesLongIsSentAgainAndRunsOnce() {
        TestHyperverse world = start("hyperspace.delivery.resend-after = 100ms", this::holding);
        CompletionStage<Pong> pong = ping(world, 20_000);

        await().until(() -> !held.isEmpty());
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        held.remove().complete(Reply.ok(Substance.text("once")));

        assertThat(join(pong).body()).isEqualTo(Substance.text("once"));
        assertThat(runs).hasValue(1);
    }

    @Test
    void aQueuedWaveThatFindsItsTargetFullIsTakenLater() {
        TestHyperverse world =
                start("hyperspace.particle.in-flight = 1, hyperspace.delivery.retry-after = 20ms", this::holding);
        CompletionStage<Pong> first = ping(world, 20_000);
        await().until(() -> !held.isEmpty());
        CompletionStage<Pong> second = ping(world, 20_000);

        held.remove().complete(Reply.ok(Substance.text("first")));
        await().until(() -> !held.isEmpty());
        held.remove().complete(Reply.ok(Substance.text("second")));

        assertThat(join(first).body()).isEqualTo(Substance.text("first"));
        assertThat(join(second).body()).isEqualTo(Substance.text("second"));
        assertThat(runs).hasValue(2);
    }

    @Test
    void aQueuedWaveThatACoreHasBegunIsNotRunAgainWhateverStopsIt() {
        TestHyperverse world = start("hyperspace.delivery.retry-after = 20ms", this::holding);
        CompletionStage<Pong> pong = ping(world, 20_000);
        await().until(() -> !held.isEmpty());

        held.remove().complete(Reply.of(Faults.notReady("the table beside it")));

        Pong last = join(pong);
        assertThat(last.status()).isEqualTo(503);
        assertThat(last.body()).asString().contains("E0413", "the table beside it is not ready");
        assertThat(runs).hasValue(1);
    }

    @Test
    void aQueuedWaveThatACoreHasNotBegunComesAgain() {
        Fault busy = Fault.of(503, "E0507", "no guest thread is free");
        TestHyperverse world = start("hyperspace.delivery.retry-after = 20ms", context -> wave -> {
            boolean isBusy = runs.incrementAndGet() < 3;
            return CompletableFuture.completedFuture(isBusy ? Reply.of(busy) : Reply.ok(wave.body()));
        });

        assertThat(join(ping(world, 20_000)).status()).isEqualTo(200);
        assertThat(runs).hasValue(3);
    }

    @Test
    void aQueuedWaveThatNobodyAnswersEndsAtItsDeadline() {
        TestHyperverse world = start("hyperspace.delivery.resend-after = 100ms", this::holding);
        CompletionStage<Pong> warm = ping(world, 20_000);
        await().until(() -> !held.isEmpty());
        held.remove().complete(Reply.ok(Substance.Empty.INSTANCE));
        assertThat(join(warm).status()).isEqualTo(200);

        assertThat(join(ping(world, 2_000)).status()).isEqualTo(408);
        assertThat(runs).hasValue(2);
    }

    @Test
    void whoeverWaitsMayLoseHisPatienceBeforeTheWaveDoes() {
        TestHyperverse world = start("", this::holding);
        Ping ping = new Ping(head(Handling.QUEUED, 20_000), ECHO);

        CompletionStage<Pong> pong = world.machine.services().waves().ping(ping, System.currentTimeMillis() + 200);

        assertThat(join(pong).status()).isEqualTo(408);
        assertThat(ping.deadline()).isGreaterThan(System.currentTimeMillis());
    }

    @Test
    void aQueuedSignalIsTakenOnce() {
        TestHyperverse world = start("hyperspace.delivery.resend-after = 50ms", this::holding);

        for (int i = 0; i < 20; i++) {
            Signal signal = new Signal(head(Handling.QUEUED, 20_000), ECHO);
            assertThat(world.machine.services().waves().signal(signal).toCompletableFuture())
                    .succeedsWithin(Duration.ofSeconds(20));
        }

        await().until(() -> held.size() == 20);
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        held.forEach(reply -> reply.complete(Reply.ok(Substance.Empty.INSTANCE)));
        assertThat(runs).hasValue(20);
    }

    @Test
    void aDeadlineBeyondTheWindowIsRefused() {
        TestHyperverse world = start("hyperspace.delivery.dedup-window = 10s", this::holding);

        assertThat(join(ping(world, 60_000)).status()).isEqualTo(400);
        Signal signal = new Signal(head(Handling.QUEUED, 60_000), ECHO);
        assertThat(world.machine.services().waves().signal(signal).toCompletableFuture())
                .failsWithin(Duration.ofSeconds(20));
        assertThat(runs).hasValue(0);
    }

    @Test
    void aStarThatRemembersAsMuchAsItMayTakesTheNextWaveWhenThereIsRoom() {
        TestHyperverse world = start("hyperspace.delivery { remembered = 3, retry-after = 20ms }", context -> wave -> {
            runs.incrementAndGet();
            return CompletableFuture.completedFuture(Reply.ok(wave.body()));
        });
        Ping warm = new Ping(head(Handling.IMMEDIATE, 20_000), ECHO);
        assertThat(join(world.machine.services().waves().ping(warm)).status()).isEqualTo(200);
        List<CompletionStage<Pong>> pongs = new ArrayList<>();

        for (int i = 0; i < 6; i++) {
            pongs.add(ping(world, i < 3 ? 3_000 : 30_000));
        }

        pongs.forEach(pong -> assertThat(join(pong).status()).isEqualTo(200));
        assertThat(runs).hasValue(7);
    }

    private Particle holding(ParticleContext context) {
        return wave -> {
            runs.incrementAndGet();
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            held.add(reply);
            return reply;
        };
    }

    private TestHyperverse start(String settings, Function<ParticleContext, Particle> particle) {
        TestHyperverse world = new TestHyperverse(topology() + settings, new ScriptedDriver(particle));
        world.registry.create("test:echo", ScriptedDriver.KIND);
        hyperverse = world;
        return world;
    }

    private static CompletionStage<Pong> ping(TestHyperverse world, long millis) {
        return world.machine.services().waves().ping(new Ping(head(Handling.QUEUED, millis), ECHO));
    }

    private static Pong join(CompletionStage<Pong> pong) {
        return pong.toCompletableFuture().join();
    }

    private static Head head(Handling handling, long millis) {
        return new Head(
                WaveId.next(),
                Point.ROOT,
                Agent.HYPERUSER,
                Method.ext("Say"),
                "/",
                Headers.NONE,
                Substance.text("a"),
                handling,
                System.currentTimeMillis() + millis,
                List.of());
    }
}
