package io.hyperspace.delivery;

import static io.hyperspace.delivery.TestWaves.fault;
import static io.hyperspace.delivery.TestWaves.ok;
import static io.hyperspace.delivery.TestWaves.ping;
import static io.hyperspace.delivery.TestWaves.queued;
import static io.hyperspace.delivery.TestWaves.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Reflected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a star remembers of the waves it took. */
final class LedgerTest {

    private static final long FAR = Long.MAX_VALUE / 2;
    private static final ActorTestKit KIT = ActorTestKit.create(
            ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));

    private final TestProbe<Reflected> sender = KIT.createTestProbe();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aCopyOfAWaveThatIsUnderWayWaitsForTheSameAnswer() {
        Ledger ledger = new Ledger(settings(""), ActorRef::tell);
        TestProbe<Reflected> second = KIT.createTestProbe();
        Ping wave = queued(FAR);

        assertThat(ledger.admit(wave, sender.getRef())).isTrue();
        assertThat(ledger.admit(wave, second.getRef())).isFalse();
        assertThat(ledger.admit(wave, sender.getRef())).isFalse();
        Pong pong = ok(wave, "once");
        ledger.answered(pong, 0);

        sender.expectMessage(pong);
        second.expectMessage(pong);
        sender.expectNoMessage();
    }

    @Test
    void aCopyOfAWaveThatWasAnsweredGetsTheSameAnswerAgain() {
        Ledger ledger = new Ledger(settings(""), ActorRef::tell);
        Ping wave = queued(FAR);
        ledger.admit(wave, sender.getRef());
        Pong pong = ok(wave, "once");
        ledger.answered(pong, 0);
        sender.expectMessage(pong);

        assertThat(ledger.admit(wave, sender.getRef())).isFalse();

        sender.expectMessage(pong);
        ledger.answered(ok(wave, "another"), 0);
        assertThat(ledger.admit(wave, sender.getRef())).isFalse();
        sender.expectMessage(pong);
    }

    @Test
    void aWaveThatEndedWithAPassingFaultIsAsNew() {
        Ledger ledger = new Ledger(settings(""), ActorRef::tell);
        Ping wave = queued(FAR);
        ledger.admit(wave, sender.getRef());

        ledger.answered(fault(wave, Faults.notReady("it")), 0);

        assertThat(sender.receiveMessage().status()).isEqualTo(503);
        assertThat(ledger.admit(wave, sender.getRef())).isTrue();
        ledger.answered(fault(wave, Faults.quarantined("it")), 0);
        assertThat(sender.receiveMessage().status()).isEqualTo(503);
        assertThat(ledger.admit(wave, sender.getRef())).isFalse();
    }

    @Test
    void anEntryLivesUntilTheDeadlineOfItsWave() {
        Ledger ledger = new Ledger(settings(""), ActorRef::tell);
        Ping answered = queued(1_000);
        Ping underWay = queued(1_001);
        ledger.admit(answered, sender.getRef());
        ledger.admit(underWay, sender.getRef());
        ledger.answered(ok(answered, "a"), 5);

        ledger.expire(999);
        assertThat(ledger.count()).isEqualTo(2);
        ledger.expire(1_000);
        assertThat(ledger.count()).isEqualTo(1);
        ledger.expire(1_001);
        assertThat(ledger.count()).isZero();
        assertThat(ledger.admit(answered, sender.getRef())).isTrue();
    }

    @Test
    void aDurableOneThatWasAnsweredLeavesMemorySooner() {
        Ledger ledger = new Ledger(settings("remember-durable = 10s"), ActorRef::tell);
        Ping wave = ping(Handling.DURABLE, 3_600_000);
        ledger.admit(wave, sender.getRef());

        ledger.expire(100_000);
        assertThat(ledger.count()).isEqualTo(1);
        ledger.answered(ok(wave, "a"), 100_000);
        ledger.expire(109_999);
        assertThat(ledger.count()).isEqualTo(1);
        ledger.expire(110_000);
        assertThat(ledger.count()).isZero();
    }

    @Test
    void aFullLedgerRefusesWhatIsNewAndStillKnowsWhatIsNot() {
        Ledger ledger = new Ledger(settings("remembered = 2"), ActorRef::tell);
        Ping first = queued(1_000);
        ledger.admit(first, sender.getRef());
        ledger.admit(queued(FAR), sender.getRef());

        assertThat(ledger.admit(queued(FAR), sender.getRef())).isFalse();
        Reflected refusal = sender.receiveMessage();
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(Passing.isPassing(refusal)).isTrue();
        Pong pong = ok(first, "a");
        ledger.answered(pong, 0);
        sender.expectMessage(pong);
        assertThat(ledger.admit(first, sender.getRef())).isFalse();
        sender.expectMessage(pong);

        ledger.expire(1_000);
        assertThat(ledger.admit(queued(FAR), sender.getRef())).isTrue();
    }

    @Test
    void answersThatTakeTooMuchMemoryRefuseWhatIsNew() {
        Ledger ledger = new Ledger(settings("remembered-size = 1000"), ActorRef::tell);
        Ping big = queued(FAR);
        ledger.admit(big, sender.getRef());
        ledger.answered(ok(big, "x".repeat(1_000)), 0);
        sender.receiveMessage();

        assertThat(ledger.admit(queued(FAR), sender.getRef())).isFalse();
        assertThat(sender.receiveMessage().status()).isEqualTo(429);
    }

    @Test
    void whatWasAnsweredCanBeHandedOver() {
        Ledger old = new Ledger(settings(""), ActorRef::tell);
        Ping answered = queued(1_000);
        Ping underWay = queued(FAR);
        old.admit(answered, sender.getRef());
        old.admit(underWay, sender.getRef());
        Pong pong = ok(answered, "a");
        old.answered(pong, 0);
        sender.expectMessage(pong);
        List<Remembered> handedOver = old.handOver();

        Ledger next = new Ledger(settings(""), ActorRef::tell);
        next.takeUp(handedOver);

        assertThat(handedOver).hasSize(1);
        assertThat(next.admit(answered, sender.getRef())).isFalse();
        sender.expectMessage(pong);
        assertThat(next.admit(underWay, sender.getRef())).isTrue();
        next.expire(1_000);
        assertThat(next.count()).isEqualTo(1);
    }

    @Test
    void aWaveThatIsGivenBackIsForgottenAndItsSenderKnown() {
        Ledger ledger = new Ledger(settings(""), ActorRef::tell);
        Ping wave = queued(FAR);
        ledger.admit(wave, sender.getRef());

        assertThat(ledger.giveBack(wave.id())).isEqualTo(sender.getRef());
        assertThat(ledger.giveBack(wave.id())).isNull();
        assertThat(ledger.admit(wave, sender.getRef())).isTrue();
    }

    @Test
    void whatItsParticleHasStoredTakesNoRoomOnceItIsAnswered() {
        long now = System.currentTimeMillis();
        Ledger ledger = new Ledger(settings("remembered = 2"), ActorRef::tell);
        for (int i = 0; i < 10; i++) {
            Ping wave = ping(Handling.DURABLE, now + 60_000);
            assertThat(ledger.admit(wave, sender.getRef())).isTrue();
            ledger.answered(ok(wave, "stored"), now, true);

            assertThat(sender.receiveMessage().body()).isEqualTo(Substance.text("stored"));
            assertThat(ledger.count()).isZero();
            assertThat(ledger.handOver()).isEmpty();
        }
    }

    @Test
    void answersMayComeOnAnyThreads() {
        long now = System.currentTimeMillis();
        Ledger ledger = new Ledger(settings("remembered = 100000"), ActorRef::tell);
        List<Ping> waves = IntStream.range(0, 20_000)
                .mapToObj(i -> ping(Handling.DURABLE, now + 60_000))
                .toList();
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (int i = 0; i < waves.size(); i++) {
            Ping wave = waves.get(i);
            boolean isStored = i % 2 == 0;
            assertThat(ledger.admit(wave, null)).isTrue();
            answers.add(CompletableFuture.runAsync(() -> ledger.answered(ok(wave, "done"), now, isStored)));
        }
        answers.forEach(CompletableFuture::join);

        assertThat(ledger.count()).isEqualTo(10_000);
        ledger.expire(now + 60_001);
        assertThat(ledger.count()).isZero();
    }

    /** An answer that takes its time, or asks others who use the ledger, holds nobody up. */
    @Test
    void anAnswerIsGivenWhileOthersMayUseTheLedger() {
        CompletableFuture<Ledger> used = new CompletableFuture<>();
        List<Integer> given = new CopyOnWriteArrayList<>();
        Ledger ledger = new Ledger(settings("remembered = 1"), (replyTo, answer) -> {
            CompletableFuture<Integer> other =
                    CompletableFuture.supplyAsync(() -> used.join().count());
            assertThat(other).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(1);
            given.add(answer.status());
        });
        used.complete(ledger);
        Ping wave = queued(FAR);

        ledger.admit(wave, sender.getRef());
        ledger.answered(ok(wave, "first"), 0);
        ledger.admit(wave, sender.getRef());
        ledger.admit(queued(FAR), sender.getRef());

        assertThat(given).as("an answer, the same again, and a refusal").containsExactly(200, 200, 429);
    }
}
