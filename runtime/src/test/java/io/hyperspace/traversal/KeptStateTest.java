package io.hyperspace.traversal;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.driver.DurableState;
import io.hyperspace.driver.ParticleContext.Outgoing;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.Incarnation;
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
import io.hyperspace.space.wave.Sequence;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Durable state with its keeper, as the core of a particle uses it. */
final class KeptStateTest {

    private static final StarKey STAR = StarKey.of(StarKind.MAELSTROM, 2);
    private static final Ulid RUN = Ulid.next();
    private static final Point TARGET = Point.parse("test:target");
    /** So short that a note which waits for a pause is never taken. */
    private static final Duration PAUSE = Duration.ofMillis(40);

    private static final Config CONFIG = ConfigFactory.parseString("""
                    pekko.actor.provider = local
                    pekko.persistence.journal.plugin = pekko.persistence.journal.inmem
                    hyperspace.particle.state { max-handled = 4, max-leaving = 12 }
                    """).withFallback(ConfigFactory.load());
    private static final ActorTestKit KIT = ActorTestKit.create(CONFIG);

    private final List<Signal> sent = new ArrayList<>();
    private final KeptState state =
            new KeptState(ParticleSettings.of(CONFIG.getConfig("hyperspace")), new Sent(), () -> {});

    KeptStateTest() {
        var keeper = KIT.spawn(StateKeeper.create(
                new Incarnation(Ulid.next()), ParticleSettings.of(CONFIG.getConfig("hyperspace")), state));
        state.attach(keeper);
        CompletableFuture<DurableState> opened = new CompletableFuture<>();
        keeper.tell(new StateKeeper.Open(opened));
        assertThat(opened).succeedsWithin(Duration.ofSeconds(10));
    }

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aCopyThatTheCoreBeganBeforeItsWaveWasSettledIsNotStored() {
        Signal wave = numbered(1, 1);
        assertThat(state.before(wave)).isNull();
        assertThat(commit(wave)).isEqualTo("1");
        assertThat(commit(wave)).isEqualTo("1");
        assertThat(commit(numbered(2, 2))).isEqualTo("2");

        assertThat(Objects.requireNonNull(state.before(wave)).body())
                .isEqualTo(new Substance.Err(Faults.handledBefore()));
        assertThat(commit(wave)).isEqualTo("E0414");
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void whatIsSettledGivesRoomAtOnceAndOnlyThat() {
        for (int number = 1; number <= 4; number++) {
            commit(numbered(number, 1));
        }
        Reply full = Objects.requireNonNull(state.before(numbered(5, 1)));
        assertThat(full.status()).isEqualTo(429);
        assertThat(commit(numbered(5, 1))).isEqualTo("E0404");

        assertThat(state.before(numbered(5, 4))).isNull();
        assertThat(commit(numbered(5, 4))).isEqualTo("5");
        assertThat(commit(numbered(6, 6))).isEqualTo("6");
        assertThat(commit(numbered(4, 1))).isEqualTo("E0414");
    }

    @Test
    void aFullMemoryTakesTheWaveThatAllOthersWaitForThoughNoOther() {
        for (int number = 2; number <= 5; number++) {
            commit(numbered(number, 1));
        }
        assertThat(commit(signal(Handling.DURABLE))).isEqualTo("E0404");
        assertThat(commit(numbered(6, 1))).isEqualTo("E0404");

        assertThat(state.before(numbered(1, 1))).isNull();
        assertThat(commit(numbered(1, 1))).isEqualTo("5");
        assertThat(commit(numbered(6, 6))).isEqualTo("6");
        assertThat(commit(signal(Handling.DURABLE))).isEqualTo("7");
    }

    @Test
    void durableSignalsAreNumberedInTheOrderOfTheirCommitsAndOthersAreNot() {
        Outgoing durable = outgoing(Handling.DURABLE);
        Outgoing queued = outgoing(Handling.QUEUED);
        commit(queued(), durable, queued);
        commit(queued(), durable);

        assertThat(sent.stream().map(signal -> signal.head().sequence()).map(KeptStateTest::shown))
                .containsExactly("none", "1 of star 2, 1 settled", "2 of star 2, 2 settled");
    }

    @Test
    void signalsThatHaveLeftAreNotedWhileMoreLeave() {
        Outgoing durable = outgoing(Handling.DURABLE);
        for (int i = 1; i <= 20; i++) {
            assertThat(commit(queued(), durable)).isEqualTo(Integer.toString(i));
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    @Test
    void whatMayHaveSeenAnOlderStateIsNotStored() {
        state.recovered(StateValues.EMPTY);

        assertThat(commit(queued(), outgoing(Handling.DURABLE))).isEqualTo("E0701");
        assertThat(sent).isEmpty();
    }

    private static String shown(@Nullable Sequence sequence) {
        return sequence == null
                ? "none"
                : sequence.number() + " of star " + sequence.outbox().index() + ", " + sequence.settled() + " settled";
    }

    /** What a core does that counts: the reply's text, or the code of the fault. */
    private String commit(Directed wave, Outgoing... signals) {
        String next = Integer.toString(count() + 1);
        try {
            Reply reply = state.commit(
                            wave,
                            Map.of("count", next.getBytes(StandardCharsets.UTF_8)),
                            Reply.ok(Substance.text(next)),
                            List.of(signals))
                    .toCompletableFuture()
                    .join();
            return ((Substance.Text) reply.body()).value();
        } catch (CompletionException e) {
            return HyperspaceException.faultOf(e).code();
        }
    }

    private int count() {
        byte[] count = state.get("count");
        return count == null ? 0 : Integer.parseInt(new String(count, StandardCharsets.UTF_8));
    }

    private static Outgoing outgoing(Handling handling) {
        return new Outgoing(TARGET, Method.ext("Say"), "/", Headers.NONE, Substance.Empty.INSTANCE, handling);
    }

    private static Signal numbered(long number, long settled) {
        Head head = head(Handling.DURABLE);
        WaveId id = new WaveId(new Ulid(RUN.high(), number));
        return new Signal(
                new Head(
                        id,
                        head.from(),
                        head.agent(),
                        head.method(),
                        head.uri(),
                        head.headers(),
                        head.body(),
                        head.handling(),
                        head.deadline(),
                        head.chain(),
                        new Sequence(STAR, RUN, number, settled)),
                TARGET);
    }

    private static Signal queued() {
        return signal(Handling.QUEUED);
    }

    private static Signal signal(Handling handling) {
        return new Signal(head(handling), TARGET);
    }

    private static Head head(Handling handling) {
        return new Head(
                WaveId.next(),
                Point.ROOT,
                Agent.HYPERUSER,
                Method.ext("Say"),
                "/",
                Headers.NONE,
                Substance.Empty.INSTANCE,
                handling,
                System.currentTimeMillis() + 60_000,
                List.of());
    }

    /** Accepts every signal at once. */
    private final class Sent implements KeptState.Outlet {
        @Override
        public Signal stamp(Directed cause, Outgoing signal) {
            return new Signal(head(signal.handling()), signal.to());
        }

        @Override
        public CompletionStage<Void> send(Signal signal) {
            sent.add(signal);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public StarKey star() {
            return STAR;
        }
    }
}
