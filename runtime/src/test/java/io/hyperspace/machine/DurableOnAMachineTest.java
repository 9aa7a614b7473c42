package io.hyperspace.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.DurableState;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.ParticleContext.Outgoing;
import io.hyperspace.driver.Reply;
import io.hyperspace.provision.MapOutbox;
import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Durable waves on a whole Machine, to particles with durable state. */
class DurableOnAMachineTest {

    private static final Point ECHO = Point.parse("test:echo");
    private static final Point OTHER = Point.parse("test:other");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicInteger runs = new AtomicInteger();
    private volatile List<Outgoing> signals = List.of();
    private volatile Consumer<Signal> seen = signal -> {};
    private volatile boolean fails;
    private volatile boolean isSerial;
    private volatile CompletableFuture<Void> answerable = letThrough();
    private volatile @Nullable Point held;
    private volatile CompletableFuture<Void> gate = letThrough();
    private @Nullable TestHyperverse hyperverse;

    /** Settings that come first; {@link DurableOnAMachineInGraphTest} has its own. */
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
    void aDurablePingIsAnsweredAndLeavesNothingOnDisk() {
        TestHyperverse world = start("");

        Pong pong = send(world, durable(20_000));

        assertThat(pong.status()).isEqualTo(200);
        assertThat(pong.body()).isEqualTo(Substance.text("1"));
        await().until(() -> world.outbox.size() == 0);
    }

    @Test
    void aWaveThatWasHandledBeforeTheParticleEndedIsNotHandledAgain() {
        TestHyperverse world = start("hyperspace.delivery.remember-durable = 1ms");
        Ping wave = durable(20_000);
        assertThat(send(world, wave).body()).isEqualTo(Substance.text("1"));
        assertThat(send(world, durable(20_000)).body()).isEqualTo(Substance.text("2"));
        world.registry.setProperties(ECHO, List.of(new PropertyChange.Set("word", "w", false)));
        assertThat(send(world, durable(20_000)).body()).isEqualTo(Substance.text("3"));

        await().untilAsserted(() -> {
            assertThat(send(world, wave).body()).isEqualTo(Substance.text("1"));
            assertThat(runs).hasValue(3);
        });
    }

    @Test
    void aDurableSignalIsAcceptedWhenItIsOnDiskOrHandled() {
        TestHyperverse world = start("hyperspace.delivery { retry-after = 20ms, retry-most = 50ms }");
        diskGoesAway(world);
        hold(ECHO);
        Signal signal = new Signal(head(Handling.DURABLE, 20_000), ECHO);

        CompletableFuture<Void> accepted =
                world.machine.services().waves().signal(signal).toCompletableFuture();
        await().untilAsserted(() -> assertThat(runs).hasValue(1));
        await().pollDelay(Duration.ofMillis(300)).until(() -> !accepted.isDone());
        assertThat(runs).hasValue(1);
        world.outbox.away = false;
        assertThat(accepted).succeedsWithin(PATIENCE);
        world.outbox.away = true;
        letGo();

        await().untilAsserted(() -> assertThat(text(world, ECHO)).isEqualTo("1"));
        Signal next = new Signal(head(Handling.DURABLE, 20_000), ECHO);
        assertThat(world.machine.services().waves().signal(next)).succeedsWithin(PATIENCE);
        assertThat(text(world, ECHO)).isEqualTo("2");
        assertThat(runs).hasValue(2);
    }

    @Test
    void aWaveIsAnsweredWhenItsDurableSignalsAreOnDiskAndTheyArriveOnce() {
        TestHyperverse world = start("hyperspace.delivery { retry-after = 20ms, retry-most = 50ms }");
        world.registry.create("test:other", ScriptedDriver.KIND);
        world.registry.allow(OTHER, Access.OWNER);
        assertThat(send(world, durable(20_000)).body()).isEqualTo(Substance.text("1"));
        Outgoing signal = new Outgoing(
                OTHER, Method.ext("Say"), "/", Headers.NONE, Substance.text("for other"), Handling.DURABLE);
        signals = List.of(signal);
        hold(OTHER);

        diskGoesAway(world);
        CompletableFuture<Pong> pong = world.machine
                .services()
                .waves()
                .ping(new Ping(head(Handling.QUEUED, 20_000), ECHO))
                .toCompletableFuture();
        await().until(() -> text(world, ECHO).equals("2"));
        await().pollDelay(Duration.ofMillis(300)).until(() -> !pong.isDone());
        world.outbox.away = false;

        assertThat(pong.join().body()).isEqualTo(Substance.text("2"));
        letGo();
        await().untilAsserted(() -> assertThat(text(world, OTHER)).isEqualTo("1"));
        await().until(() -> world.outbox.size() == 0);
        assertThat(text(world, OTHER)).isEqualTo("1");
        assertThat(text(world, ECHO)).isEqualTo("2");
    }

    @Test
    void signalsThatHadNotLeftWhenTheParticleEndedLeaveWhenItIsBack() {
        TestHyperverse world = start("hyperspace.delivery { retry-after = 20ms, retry-most = 50ms, signal-time = 1m }"
                + "\nhyperspace.star.failures = 100");
        world.registry.create("test:other", ScriptedDriver.KIND);
        world.registry.allow(OTHER, Access.OWNER);
        Outgoing signal = new Outgoing(
                OTHER, Method.ext("Say"), "/", Headers.NONE, Substance.text("for other"), Handling.DURABLE);
        signals = List.of(signal);
        hold(OTHER);
        diskGoesAway(world);
        world.machine.services().waves().ping(new Ping(head(Handling.IMMEDIATE, 20_000), ECHO));
        await().until(() -> text(world, ECHO).equals("1"));
        fails = true;
        Pong broken = send(world, new Ping(head(Handling.IMMEDIATE, 20_000), ECHO));

        assertThat(broken.status()).isEqualTo(500);
        await().untilAsserted(() -> assertThat(text(world, ECHO)).isEqualTo("1"));
        world.outbox.away = false;
        letGo();

        await().untilAsserted(() -> assertThat(text(world, OTHER)).isEqualTo("1"));
        await().until(() -> world.outbox.size() == 0);
        assertThat(text(world, OTHER)).isEqualTo("1");
    }

    @Test
    void aFullMemoryForDurableWavesRefusesTheNextUntilOneIsForgotten() {
        TestHyperverse world = start("hyperspace { particle.state { max-handled = 2, handled-slack = 1ms },"
                + " delivery { retry-after = 20ms, retry-most = 50ms } }");

        assertThat(text(world, ECHO)).isEqualTo("0");
        assertThat(send(world, durable(4_000)).status()).isEqualTo(200);
        assertThat(send(world, durable(4_000)).status()).isEqualTo(200);
        assertThat(send(world, durable(300)).status()).isEqualTo(408);
        assertThat(runs).hasValue(2);

        assertThat(send(world, durable(20_000)).body()).isEqualTo(Substance.text("3"));
    }

    @Test
    void aQueuedWaveToTheSameParticleNeedsNoRoomInThatMemory() {
        TestHyperverse world = start("hyperspace.particle.state.max-handled = 1");
        send(world, durable(20_000));

        assertThat(send(world, new Ping(head(Handling.QUEUED, 20_000), ECHO)).body())
                .isEqualTo(Substance.text("2"));
    }

    @Test
    void signalsThatAreSettledNeedNoRoomInThatMemoryAndStillHaveNoSecondEffect() {
        TestHyperverse world = start("hyperspace { particle.state.max-handled = 6,"
                + " delivery { retry-after = 20ms, retry-most = 50ms, remember-durable = 1ms } }");
        world.registry.create("test:other", ScriptedDriver.KIND);
        world.registry.allow(OTHER, Access.OWNER);
        List<Signal> sent = Collections.synchronizedList(new ArrayList<>());
        seen = sent::add;
        signals = List.of(
                new Outgoing(OTHER, Method.ext("Say"), "/", Headers.NONE, Substance.text("more"), Handling.DURABLE));

        for (int i = 1; i <= 50; i++) {
            Pong pong = send(world, new Ping(head(Handling.QUEUED, 20_000), ECHO));
            assertThat(pong.body()).isEqualTo(Substance.text(Integer.toString(i)));
        }
        await().untilAsserted(() -> assertThat(text(world, OTHER)).isEqualTo("50"));

        for (Signal copy : List.copyOf(sent)) {
            assertThat(world.machine.services().waves().signal(copy)).succeedsWithin(PATIENCE);
        }
        await().until(() -> world.outbox.size() == 0);
        assertThat(text(world, OTHER)).isEqualTo("50");
        assertThat(runs).hasValue(100);
        assertThat(sent).hasSize(50);
    }

    @Test
    void manySignalsAtOnceToABusyParticleAllHaveOneEffectThoughItsMemoryIsSmall() {
        int count = 300;
        TestHyperverse world = start("hyperspace { particle { in-flight = 8, state.max-handled = 20 },"
                + " delivery { retry-after = 20ms, retry-most = 50ms, remember-durable = 1ms } }");
        world.registry.create("test:other", ScriptedDriver.KIND);
        world.registry.allow(OTHER, Access.OWNER);
        isSerial = true;
        signals = List.of(
                new Outgoing(OTHER, Method.ext("Say"), "/", Headers.NONE, Substance.text("more"), Handling.DURABLE));

        List<CompletableFuture<Pong>> pongs = Stream.generate(() -> new Ping(head(Handling.QUEUED, 60_000), ECHO))
                .limit(count)
                .map(ping -> world.machine.services().waves().ping(ping).toCompletableFuture())
                .toList();

        assertThat(pongs).allSatisfy(pong -> assertThat(pong)
                .succeedsWithin(Duration.ofSeconds(60))
                .extracting(Pong::status)
                .isEqualTo(200));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text(world, OTHER)).isEqualTo(Integer.toString(count)));
        await().until(() -> world.outbox.size() == 0);
        assertThat(text(world, OTHER)).isEqualTo(Integer.toString(count));
    }

    @Test
    void wavesThatAPipelineSendsOnHaveTheSameIdsEachTime() {
        WaveId wave = WaveId.next();

        List<WaveId> ids = new ArrayList<>();
        for (int i = -50; i <= 50; i++) {
            assertThat(wave.derived(i)).isEqualTo(wave.derived(i));
            assertThat(WaveId.parse(wave.derived(i).toString())).isEqualTo(wave.derived(i));
            ids.add(wave.derived(i));
        }

        assertThat(ids).doesNotHaveDuplicates().doesNotContain(wave);
    }

    @Test
    void aPipelineThatComesToTheCoreTwiceHasTwoEffectsAndNeverMore() {
        Bind twice = Language.bind("twice", "Bind(version=1.0.0) { Route -> { Ext<Say> -> (()) -> (()) => &; } }");
        TestHyperverse world = start("hyperspace.delivery.remember-durable = 1ms", twice);
        Ping wave = durable(20_000);

        assertThat(send(world, wave).body()).isEqualTo(Substance.text("2"));
        await().untilAsserted(() -> {
            assertThat(send(world, wave).body()).isEqualTo(Substance.text("2"));
            assertThat(runs).hasValue(2);
        });
    }

    @Test
    void aParticleThatDoesOneThingAfterTheOtherMaySignalItself() {
        TestHyperverse world = start("hyperspace.delivery.store-after = 1h");
        world.registry.allow(ECHO, Access.OWNER);
        isSerial = true;
        signals = List.of(
                new Outgoing(ECHO, Method.ext("Say"), "/", Headers.NONE, Substance.text("me"), Handling.DURABLE));

        assertThat(send(world, durable(20_000)).body()).isEqualTo(Substance.text("1"));

        await().untilAsserted(() -> assertThat(text(world, ECHO)).isEqualTo("2"));
        await().until(() -> world.outbox.size() == 0);
        assertThat(runs).hasValue(2);
    }

    @Test
    void oneEffectWhenTheOutboxIsLostBetweenTheEffectAndTheRow() {
        lostWith(MapOutbox.Step.BEFORE_KEEPING);
    }

    @Test
    void oneEffectWhenTheOutboxIsLostRightAfterTheRowIsWritten() {
        lostWith(MapOutbox.Step.AFTER_KEEPING);
    }

    @Test
    void oneEffectWhenTheOutboxIsLostBeforeTheRowOfAnEffectGoes() {
        lostWith(MapOutbox.Step.BEFORE_REMOVING);
    }

    @Test
    void oneEffectWhenTheOutboxIsLostRightAfterTheRowOfAnEffectWent() {
        lostWith(MapOutbox.Step.AFTER_REMOVING);
    }

    /** The star of the outbox is lost with all that it has in memory when the effect is stored and the row is as said. */
    private void lostWith(MapOutbox.Step step) {
        TestHyperverse world = start("hyperspace { machine.star-interval = 100ms\n"
                + "delivery { store-after = 20ms, resend-after = 300ms, retry-after = 20ms, retry-most = 50ms } }");
        diskGoesAway(world);
        answerable = new CompletableFuture<>();
        CompletableFuture<Pong> pong =
                world.machine.services().waves().ping(durable(30_000)).toCompletableFuture();
        await().untilAsserted(() -> assertThat(text(world, ECHO)).isEqualTo("1"));
        assertThat(world.outbox.size()).isZero();

        world.outbox.lostAt = step;
        world.outbox.away = false;
        if (step == MapOutbox.Step.BEFORE_REMOVING || step == MapOutbox.Step.AFTER_REMOVING) {
            await().until(() -> world.outbox.size() == 1);
        } else {
            await().until(() -> world.outbox.lostAt == MapOutbox.Step.NEVER);
        }
        answerable.complete(null);

        assertThat(pong).succeedsWithin(PATIENCE);
        assertThat(pong.join().body()).isEqualTo(Substance.text("1"));
        await().untilAsserted(() -> {
            assertThat(world.outbox.lostAt).isEqualTo(MapOutbox.Step.NEVER);
            assertThat(world.outbox.size()).isZero();
        });
        assertThat(send(world, durable(20_000)).body()).isEqualTo(Substance.text("2"));
        assertThat(runs).hasValue(2);
    }

    /** A star that has not read what is on disk sends nothing, and it cannot read a disk that is away. */
    private static void diskGoesAway(TestHyperverse world) {
        int stars =
                world.starCounts().values().stream().mapToInt(Integer::intValue).sum();
        await().until(() -> world.outbox.readers() == stars);
        world.outbox.away = true;
    }

    /** What this particle is told stays unanswered for now. */
    private void hold(Point particle) {
        gate = new CompletableFuture<>();
        held = particle;
    }

    private void letGo() {
        held = null;
        gate.complete(null);
    }

    private static CompletableFuture<Void> letThrough() {
        return CompletableFuture.completedFuture(null);
    }

    private String text(TestHyperverse world, Point particle) {
        Head asking = head(Handling.IMMEDIATE, 20_000);
        Head read = new Head(
                asking.id(),
                asking.from(),
                asking.agent(),
                Method.ext("Show"),
                "/",
                Headers.NONE,
                Substance.Empty.INSTANCE,
                Handling.IMMEDIATE,
                asking.deadline(),
                List.of());
        Pong pong = world.machine
                .services()
                .waves()
                .ping(new Ping(read, particle))
                .toCompletableFuture()
                .join();
        return pong.body() instanceof Substance.Text text ? text.value() : pong.toString();
    }

    /** Counts the waves that it has handled. */
    private final class Counter extends Stateful {
        private CompletionStage<?> last = letThrough();

        Counter(ParticleContext context) {
            super(context);
        }

        @Override
        public CompletionStage<Reply> handle(Directed wave) {
            DurableState opened = state();
            int count = count(opened);
            if (wave.method().equals(Method.ext("Show"))) {
                return CompletableFuture.completedFuture(Reply.ok(Substance.text(Integer.toString(count))));
            }
            if (!isSerial) {
                return count(wave);
            }
            CompletionStage<Reply> next = last.thenCompose(done -> count(wave));
            last = next;
            return next;
        }

        private CompletionStage<Reply> count(Directed wave) {
            DurableState opened = state();
            if (fails) {
                fails = false;
                throw new IllegalStateException("broken on purpose");
            }
            runs.incrementAndGet();
            if (wave instanceof Signal signal) {
                seen.accept(signal);
            }
            int count = count(opened);
            byte[] after = Integer.toString(count + 1).getBytes(StandardCharsets.UTF_8);
            Reply reply = Reply.ok(Substance.text(Integer.toString(count + 1)));
            List<Outgoing> out = context().point().equals(ECHO) && wave instanceof Ping ? signals : List.of();
            CompletableFuture<Void> allowed = context().point().equals(held) ? gate : letThrough();
            return allowed.thenCompose(now -> opened.commit(wave, Map.of("count", after), reply, out))
                    .thenCompose(stored -> answerable.thenApply(now -> stored));
        }

        private static int count(DurableState state) {
            byte[] before = state.get("count");
            return before == null ? 0 : Integer.parseInt(new String(before, StandardCharsets.UTF_8));
        }
    }

    private TestHyperverse start(String settings) {
        return start(settings, new ScriptedDriver(Counter::new));
    }

    private TestHyperverse start(String settings, Bind bind) {
        return start(settings, new ScriptedDriver(Counter::new, bind));
    }

    private TestHyperverse start(String settings, ScriptedDriver driver) {
        TestHyperverse world = new TestHyperverse(topology() + settings, driver);
        world.registry.create("test:echo", ScriptedDriver.KIND);
        hyperverse = world;
        return world;
    }

    private static Pong send(TestHyperverse world, Ping wave) {
        return world.machine.services().waves().ping(wave).toCompletableFuture().join();
    }

    private static Ping durable(long millis) {
        return new Ping(head(Handling.DURABLE, millis), ECHO);
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
