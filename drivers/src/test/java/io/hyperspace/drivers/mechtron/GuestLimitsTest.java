package io.hyperspace.drivers.mechtron;

import static io.hyperspace.drivers.mechtron.MechtronTest.assertFault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Pong;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guest may do as it likes: it gets a clear error in bounded time and memory, and the Machine serves on. */
final class GuestLimitsTest {

    private static final byte[] PROBE = MemoryWorld.guest("probe");
    private static final String ACTOR = "State { +mode=actor; }";
    private static final String QUICK = "Limits { +time=100ms; +memory=8MiB; } " + ACTOR;

    private MemoryWorld world = new MemoryWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private void worldWith(String overrides) {
        world.close();
        world = new MemoryWorld(overrides);
    }

    @Test
    void aGuestThatLoopsForEverIsStoppedAndTheNextWaveGetsAFreshInstance() {
        Point probe = world.mechtron("probe", PROBE, QUICK);
        world.ask(probe, "Ext<Calls>", "");
        long before = System.nanoTime();

        Reply reply = world.ask(probe, "Ext<Loop>", "");

        assertFault(reply, 408, "E0505");
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofMillis(95), Duration.ofSeconds(5));
        assertThat(world.ask(probe, "Ext<Calls>", "").body()).isEqualTo(new Substance.Int(1));
    }

    @Test
    void aStopNeverHitsTheNextWave() {
        Point probe = world.mechtron("probe", PROBE, "Limits { +time=50ms; } " + ACTOR);

        for (int i = 0; i < 20; i++) {
            assertFault(world.ask(probe, "Ext<Loop>", ""), 408, "E0505");
            assertThat(world.ask(probe, "Ext<Echo>", "still here").body()).isEqualTo(Substance.text("still here"));
        }
    }

    @Test
    void aGuestIsStoppedAtTheDeadlineOfItsWave() {
        Point probe = world.mechtron("probe", PROBE, "Limits { +time=30s; } " + ACTOR);

        Reply reply = MemoryWorld.join(world.handle(
                MemoryWorld.ping(probe, Method.ext("Loop"), "/", Substance.Empty.INSTANCE, Duration.ofMillis(300))));

        assertFault(reply, 408, "E0505");
        assertThat(reply.toString()).contains("deadline");
    }

    @Test
    void aGuestThatGrowsWithoutEndTrapsAtItsMemoryLimit() {
        Point probe = world.mechtron("probe", PROBE, "Limits { +time=10s; +memory=8MiB; } " + ACTOR);

        assertFault(world.ask(probe, "Ext<Grow>", ""), 500, "E0506");
        assertThat(world.ask(probe, "Ext<Calls>", "").body()).isEqualTo(new Substance.Int(1));
    }

    @Test
    void aModuleThatStartsWithMoreMemoryThanItsLimitIsRefused() {
        Point probe = world.mechtron("probe", PROBE, "Limits { +memory=64KiB; } " + ACTOR);

        assertFault(world.ask(probe, "Ext<Calls>", ""), 422, "E0516");
    }

    @Test
    void aTrapTakesPutsAndSignalsWithIt() {
        Point probe = world.mechtron("probe", PROBE, QUICK);
        world.ask(probe, "Ext<Put>", "key=old");

        Reply reply = world.ask(probe, "Ext<PutAndTrap>", "key=new");

        assertFault(reply, 500, "E0506");
        assertThat(world.context(probe).commits).hasSize(1);
        assertThat(world.context(probe).signals).isEmpty();
        assertThat(world.ask(probe, "Ext<Get>", "key").body()).isEqualTo(Substance.text("old"));
        assertThat(world.ask(probe, "Ext<Calls>", "").body()).isEqualTo(new Substance.Int(2));
    }

    @Test
    void aTimeOutTakesPutsWithIt() {
        Point probe = world.mechtron("probe", PROBE, QUICK);

        assertFault(world.ask(probe, "Ext<PutAndLoop>", "key=new"), 408, "E0505");

        assertThat(world.context(probe).commits).isEmpty();
        assertThat(world.ask(probe, "Ext<Get>", "key").body()).isEqualTo(Substance.text("nothing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ext<Recurse>", "Ext<RecurseAndCall>"})
    void callsThatNestTooDeeplyTrap(String method) {
        Point probe = world.mechtron("probe", PROBE, "Limits { +time=10s; } " + ACTOR);

        assertFault(world.ask(probe, method, ""), 500, "E0506");
        assertThat(world.ask(probe, "Ext<Echo>", "still here").body()).isEqualTo(Substance.text("still here"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wave past the end",
                "wave that wraps",
                "log past the end",
                "random past the end",
                "key past the end",
                "value that wraps"
            })
    void aPointerOutsideOfTheMemoryTraps(String which) {
        Point probe = world.mechtron("probe", PROBE, QUICK);

        Reply reply = world.ask(probe, "Ext<BadPointer>", which);

        assertFault(reply, 500, "E0506");
        assertThat(reply.toString()).contains("outside of the guest's memory");
        assertThat(world.context(probe).commits).isEmpty();
    }

    @Test
    void aLengthThatIsNegativeIsALengthThatIsTooLarge() {
        Point probe = world.mechtron("probe", PROBE, QUICK);

        assertFault(world.ask(probe, "Ext<BadPointer>", "wave of negative length"), 413, "E0518");
    }

    @Test
    void aFrameThatIsNoFrameIsAnsweredWithWhatIsWrong() {
        Point probe = world.mechtron("probe", PROBE, QUICK);

        Reply reply = world.ask(probe, "Ext<Raw>", "this is not CBOR");

        assertThat(((Substance.Bin) reply.body()).value()).asString().contains("E0408");
    }

    @Test
    void whatAGuestMayAskForIsBounded() {
        worldWith("random-limit = 64, output-limit = 2KiB, signals = 3, state-puts = 5");
        Point probe = world.mechtron("probe", PROBE, QUICK);

        assertThat(world.ask(probe, "Ext<Random>", "64").status()).isEqualTo(200);
        assertFault(world.ask(probe, "Ext<Random>", "65"), 413, "E0518");
        assertThat(world.ask(probe, "Ext<Long>", "1024").status()).isEqualTo(200);
        assertFault(world.ask(probe, "Ext<Long>", "3000"), 500, "E0509");
        assertThat(world.ask(probe, "Ext<Signal>", "3").body()).isEqualTo(new Substance.Int(200));
        assertThat(world.ask(probe, "Ext<Signal>", "4").body()).isEqualTo(new Substance.Int(429));
        assertThat(world.ask(probe, "Ext<PutMany>", "5").status()).isEqualTo(200);
        assertFault(world.ask(probe, "Ext<PutMany>", "6"), 413, "E0511");
        assertFault(world.ask(probe, "Ext<Put>", "k".repeat(513) + "=v"), 413, "E0518");
        assertFault(world.ask(probe, "Ext<Put>", "=v"), 413, "E0511");
    }

    @Test
    void theBytesThatOneWavePutsAreBounded() {
        worldWith("state-put-bytes = 10KiB");
        Point probe = world.mechtron("probe", PROBE, QUICK);

        assertThat(world.ask(probe, "Ext<PutMany>", "9").status()).isEqualTo(200);
        assertFault(world.ask(probe, "Ext<PutMany>", "10"), 413, "E0511");
    }

    @Test
    void aGuestThatWaitsLetsAnotherRun() {
        worldWith("running = 1");
        Point echo = world.mechtron("echo", PROBE, QUICK);
        Point first = world.mechtron("first", PROBE, QUICK);
        Point second = world.mechtron("second", PROBE, QUICK);

        CompletionStage<Reply> one = world.send(first, "Ext<Ping>", Substance.text(echo + "=Ext<Echo>"));
        CompletionStage<Reply> other = world.send(second, "Ext<Ping>", Substance.text(echo + "=Ext<Echo>"));

        assertThat(MemoryWorld.join(one).body()).isEqualTo(Substance.text("from the probe"));
        assertThat(MemoryWorld.join(other).body()).isEqualTo(Substance.text("from the probe"));
    }

    @Test
    void timeSpentWaitingDoesNotCount() {
        Point probe = world.mechtron("probe", PROBE, QUICK);
        CompletableFuture<Pong> late = new CompletableFuture<>();
        world.context(probe).elsewhere = outgoing -> late;

        CompletionStage<Reply> reply = world.send(probe, "Ext<Ping>", Substance.text("localhost:slow=Ext<X>"));
        late.completeOnTimeout(world.context(probe).pong(200, Substance.text("at last")), 400, TimeUnit.MILLISECONDS);

        assertThat(MemoryWorld.join(reply).body()).isEqualTo(Substance.text("at last"));
    }

    @Test
    void wavesPastTheMailboxAreRefused() {
        worldWith("mailbox = 2");
        Point probe = world.mechtron("probe", PROBE, QUICK);
        CompletableFuture<Pong> pong = stall(probe);

        CompletionStage<Reply> running = world.send(probe, "Ext<Ping>", Substance.text("localhost:slow=Ext<X>"));
        List<CompletionStage<Reply>> waiting = new ArrayList<>();
        waiting.add(world.send(probe, "Ext<Echo>", Substance.text("1")));
        waiting.add(world.send(probe, "Ext<Echo>", Substance.text("2")));
        Reply refused = world.ask(probe, "Ext<Echo>", "3");

        assertFault(refused, 429, "E0520");
        pong.complete(world.context(probe).pong(200, Substance.Empty.INSTANCE));
        assertThat(MemoryWorld.join(running).status()).isEqualTo(200);
        assertThat(waiting)
                .allSatisfy(
                        reply -> assertThat(MemoryWorld.join(reply).status()).isEqualTo(200));
    }

    @Test
    void wavesPastTheThreadsAndTheirQueueAreRefused() {
        worldWith("threads = 2, queue = 1");
        List<CompletableFuture<Pong>> pongs = new ArrayList<>();
        List<CompletionStage<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Point stalled = world.mechtron("stalled-" + i, PROBE, QUICK);
            pongs.add(stall(stalled));
            replies.add(world.send(stalled, "Ext<Ping>", Substance.text("localhost:slow=Ext<X>")));
        }
        await().until(() -> pongs.stream().allMatch(pong -> pong.getNumberOfDependents() > 0));
        Point queued = world.mechtron("queued", PROBE, QUICK);
        Point refused = world.mechtron("refused", PROBE, QUICK);

        CompletionStage<Reply> waiting = world.send(queued, "Ext<Echo>", Substance.text("x"));
        Reply reply = world.ask(refused, "Ext<Echo>", "y");

        assertFault(reply, 503, "E0507");
        assertThat(waiting.toCompletableFuture()).isNotDone();
        pongs.forEach(pong -> pong.complete(world.context(queued).pong(200, Substance.Empty.INSTANCE)));
        assertThat(MemoryWorld.join(waiting).status()).isEqualTo(200);
        assertThat(replies)
                .allSatisfy(done -> assertThat(MemoryWorld.join(done).status()).isEqualTo(200));
        assertThat(world.ask(refused, "Ext<Echo>", "y").status()).isEqualTo(200);
    }

    @Test
    void aWaveWhoseDeadlinePassedInTheMailboxNeverReachesTheGuest() {
        Point probe = world.mechtron("probe", PROBE, QUICK);
        CompletableFuture<Pong> pong = stall(probe);

        CompletionStage<Reply> running = world.send(probe, "Ext<Ping>", Substance.text("localhost:slow=Ext<X>"));
        CompletionStage<Reply> late = world.handle(
                MemoryWorld.ping(probe, Method.ext("Calls"), "/", Substance.Empty.INSTANCE, Duration.ZERO));
        pong.complete(world.context(probe).pong(200, Substance.Empty.INSTANCE));

        assertThat(MemoryWorld.join(running).status()).isEqualTo(200);
        assertFault(MemoryWorld.join(late), 408, "E0401");
        assertThat(world.ask(probe, "Ext<Calls>", "").body()).isEqualTo(new Substance.Int(2));
    }

    @Test
    void whatWaitsIsRefusedWhenAMechtronStops() {
        Point probe = world.mechtron("probe", PROBE, QUICK);
        CompletableFuture<Pong> pong = stall(probe);
        CompletionStage<Reply> running = world.send(probe, "Ext<Ping>", Substance.text("localhost:slow=Ext<X>"));

        CompletionStage<Reply> waiting = world.send(probe, "Ext<Echo>", Substance.Empty.INSTANCE);
        world.particles.values().forEach(Particle::stop);

        assertFault(MemoryWorld.join(waiting), 503, "E0519");
        pong.complete(world.context(probe).pong(200, Substance.Empty.INSTANCE));
        assertThat(MemoryWorld.join(running).status()).isEqualTo(200);
    }

    @Test
    void aGuestsLogHasARate() {
        worldWith("log-lines-per-second = 5");
        Point probe = world.mechtron("probe", PROBE, QUICK);

        List<String> lines = GuestLogs.during(() -> world.ask(probe, "Ext<Log>", "1000"));

        assertThat(lines).hasSizeBetween(5, 11).allSatisfy(line -> assertThat(line)
                .doesNotContain("\n"));
        assertThat(lines.get(0)).isEqualTo("line 0 forged");
    }

    private CompletableFuture<Pong> stall(Point point) {
        CompletableFuture<Pong> pong = new CompletableFuture<>();
        world.context(point).elsewhere = outgoing -> pong;
        return pong;
    }
}
