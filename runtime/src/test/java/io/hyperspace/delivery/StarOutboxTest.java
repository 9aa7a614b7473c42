package io.hyperspace.delivery;

import static io.hyperspace.delivery.TestWaves.TARGET;
import static io.hyperspace.delivery.TestWaves.fault;
import static io.hyperspace.delivery.TestWaves.ok;
import static io.hyperspace.delivery.TestWaves.ping;
import static io.hyperspace.delivery.TestWaves.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.hyperspace.provision.MapOutbox;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The outbox of one star. */
final class StarOutboxTest {

    private static final StarKey STAR = StarKey.of(StarKind.JUMP, 0);
    private static final String QUICK = "retry-after = 20ms, retry-most = 40ms, tick = 5ms, store-after = 0ms, ";
    private static final ActorTestKit KIT = ActorTestKit.create(
            ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));

    private record Sent(Directed wave, ActorRef<Reflected> replyTo) implements NoSerializationVerificationNeeded {}

    private final MapOutbox disk = new MapOutbox();
    private final NearOutboxes near = new NearOutboxes();
    private final TestProbe<Sent> way = KIT.createTestProbe();
    private final TestProbe<Kept> courier = KIT.createTestProbe();
    private final TestProbe<Reflected> sender = KIT.createTestProbe();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aWaveThatIsNotAnsweredSoonIsStoredAndItsRowGoesOnceItIsAnswered() {
        ActorRef<StarOutbox.Command> outbox = outbox(QUICK);
        Ping wave = durable(60_000);
        outbox.tell(keep(wave));

        assertThat(courier.receiveMessage()).isEqualTo(new Kept(wave.id(), null));
        Sent sent = way.receiveMessage();
        assertThat(sent.wave()).isEqualTo(wave);
        assertThat(disk.size()).isEqualTo(1);
        sent.replyTo().tell(fault(wave, Faults.notReady("it")));
        way.receiveMessage().replyTo().tell(ok(wave, "done"));

        assertThat(sender.receiveMessage().status()).isEqualTo(200);
        await().until(() -> disk.size() == 0);
    }

    @Test
    void aWaveThatIsAnsweredSoonIsKeptWithThatAndNeverStored() {
        ActorRef<StarOutbox.Command> outbox = outbox("store-after = 1s");
        Ping wave = durable(60_000);
        outbox.tell(keep(wave));
        courier.expectNoMessage(Duration.ofMillis(50));

        way.receiveMessage().replyTo().tell(ok(wave, "done"));

        assertThat(courier.receiveMessage()).isEqualTo(new Kept(wave.id(), null));
        assertThat(sender.receiveMessage().status()).isEqualTo(200);
        await().during(Duration.ofMillis(1_500)).until(() -> disk.size() == 0);
    }

    @Test
    void aSignalWhoseTargetWaitsForItToBeAcceptedIsStoredAtOnce() {
        ActorRef<StarOutbox.Command> outbox = outbox("store-after = 1h");
        Signal toItself = signal(List.of(Point.parse("test:asker"), TARGET));
        Signal toAnother = signal(List.of(Point.parse("test:asker")));
        outbox.tell(new Keep(toAnother, null, courier.getRef()));
        outbox.tell(new Keep(toItself, null, courier.getRef()));

        assertThat(courier.receiveMessage()).isEqualTo(new Kept(toItself.id(), null));
        assertThat(disk.size()).isEqualTo(1);
        assertThat(way.receiveMessage().wave()).isEqualTo(toAnother);
        way.receiveMessage().replyTo().tell(ok(toItself, "done"));
        await().until(() -> disk.size() == 0);
        courier.expectNoMessage(Duration.ofMillis(50));
    }

    private static Signal signal(List<Point> chain) {
        Head head = durable(60_000).head();
        return new Signal(
                new Head(
                        head.id(),
                        head.from(),
                        head.agent(),
                        head.method(),
                        head.uri(),
                        head.headers(),
                        head.body(),
                        Handling.DURABLE,
                        head.deadline(),
                        chain),
                TARGET);
    }

    @Test
    void theRowOfAWaveThatIsAnsweredWhileItIsWrittenGoesToo() {
        disk.told = new CompletableFuture<>();
        ActorRef<StarOutbox.Command> outbox = outbox(QUICK);
        Ping wave = durable(60_000);
        outbox.tell(keep(wave));
        Sent sent = way.receiveMessage();
        await().until(() -> disk.size() == 1);

        sent.replyTo().tell(ok(wave, "done"));

        assertThat(courier.receiveMessage()).isEqualTo(new Kept(wave.id(), null));
        await().during(Duration.ofMillis(100)).until(() -> disk.size() == 1);
        outbox.tell(keep(wave));
        assertThat(courier.receiveMessage().refusal()).isEqualTo(Faults.notReady("the outbox of " + STAR));
        disk.told.complete(null);
        await().until(() -> disk.size() == 0);
        courier.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void aWaveThatIsKeptByNobodyIsNotSaidToBeAtItsDeadline() {
        ActorRef<StarOutbox.Command> outbox = outbox("tick = 5ms, store-after = 10s");
        outbox.tell(keep(durable(200)));

        assertThat(sender.receiveMessage().status()).isEqualTo(408);
        courier.expectNoMessage(Duration.ofMillis(50));
        assertThat(disk.size()).isZero();
    }

    @Test
    void whatIsNotStoredYetIsStoredWhenTheStarLeaves() {
        ActorRef<StarOutbox.Command> outbox = outbox("store-after = 60s");
        Ping before = durable(60_000);
        outbox.tell(keep(before));
        way.receiveMessage();
        assertThat(disk.size()).isZero();

        outbox.tell(StarOutbox.Leave.NOW);
        Ping after = durable(60_000);
        outbox.tell(keep(after));

        assertThat(courier.receiveMessage()).isEqualTo(new Kept(before.id(), null));
        assertThat(courier.receiveMessage()).isEqualTo(new Kept(after.id(), null));
        assertThat(disk.size()).isEqualTo(2);
    }

    @Test
    void whoIsToBeToldThatAWaveIsKeptIsToldToAskAgainWhenTheOutboxIsGoneFirst() {
        disk.told = new CompletableFuture<>();
        ActorRef<StarOutbox.Command> outbox = outbox("store-after = 60s");
        outbox.tell(StarOutbox.Leave.NOW);
        outbox.tell(keep(durable(60_000)));
        await().until(() -> disk.size() == 1);

        KIT.stop(outbox);

        assertThat(courier.receiveMessage().refusal()).isEqualTo(Faults.notReady("the outbox of " + STAR));
    }

    @Test
    void aRowThatWasThereBeforeTheWaveWasGivenAgainGoesWithTheAnswer() {
        Ping wave = leftOnDisk();
        disk.unreadable = true;
        ActorRef<StarOutbox.Command> next = outbox("retry-most = 20ms, tick = 5ms, store-after = 60s");
        next.tell(keep(wave));
        way.expectNoMessage(Duration.ofMillis(50));

        disk.unreadable = false;
        way.receiveMessage().replyTo().tell(ok(wave, "done"));

        assertThat(courier.receiveMessage()).isEqualTo(new Kept(wave.id(), null));
        await().until(() -> disk.size() == 0);
    }

    @Test
    void aRowThatWasWrittenWithoutAnybodyHearingOfItGoesWithTheAnswer() {
        disk.told = CompletableFuture.failedFuture(Faults.notReady("it").toException());
        ActorRef<StarOutbox.Command> outbox = outbox("tick = 5ms, store-after = 2s");
        Ping wave = durable(60_000);
        outbox.tell(keep(wave));
        way.receiveMessage();
        assertThat(courier.receiveMessage().refusal()).isNotNull();
        assertThat(disk.size()).isEqualTo(1);

        outbox.tell(keep(wave));
        way.receiveMessage().replyTo().tell(ok(wave, "done"));

        assertThat(courier.receiveMessage()).isEqualTo(new Kept(wave.id(), null));
        await().until(() -> disk.size() == 0);
    }

    @Test
    void anOutboxIsNearForAsLongAsParticlesOfItsStarRun() {
        ActorRef<StarOutbox.Command> outbox = outbox(QUICK);
        await().until(() -> outbox.equals(near.of(STAR)));
        outbox.tell(StarOutbox.Leave.NOW);
        outbox.tell(keep(durable(60_000)));
        assertThat(courier.receiveMessage().refusal()).isNull();
        assertThat(near.of(STAR)).isEqualTo(outbox);

        outbox.tell(StarOutbox.Leave.PARTICLES_GONE);

        await().until(() -> near.of(STAR) == null);
        outbox.tell(keep(durable(60_000)));
        assertThat(courier.receiveMessage().refusal()).isNull();
    }

    @Test
    void aWaveThatCannotBeStoredIsNotAcceptedAndNotSentAgain() {
        ActorRef<StarOutbox.Command> outbox = outbox(QUICK + "resend-after = 300ms");
        untilItHasRead(outbox);
        disk.away = true;
        Ping wave = durable(60_000);
        outbox.tell(keep(wave));
        way.receiveMessage();

        Kept refused = courier.receiveMessage();

        assertThat(refused.refusal()).isNotNull().satisfies(fault -> assertThat(Passing.isPassing(fault))
                .isTrue());
        way.expectNoMessage(Duration.ofMillis(700));
        disk.away = false;
        outbox.tell(keep(wave));
        assertThat(courier.receiveMessage().refusal()).isNull();
        way.receiveMessage();
    }

    @Test
    void whoeverHasTheStarNextGoesOnWithWhatIsOnDisk() {
        ActorRef<StarOutbox.Command> first = outbox(QUICK);
        Set<WaveId> waves = new HashSet<>();
        for (int i = 0; i < 1_203; i++) {
            Ping wave = durable(60_000);
            waves.add(wave.id());
            first.tell(keep(wave));
            courier.receiveMessage();
            way.receiveMessage();
        }
        KIT.stop(first);

        outbox(QUICK);

        Set<WaveId> again = new HashSet<>();
        for (int i = 0; i < 1_203; i++) {
            Sent sent = way.receiveMessage();
            again.add(sent.wave().id());
            sent.replyTo().tell(ok(sent.wave(), "done"));
            assertThat(sender.receiveMessage().status()).isEqualTo(200);
        }
        assertThat(again).isEqualTo(waves);
        await().until(() -> disk.size() == 0);
        way.expectNoMessage(Duration.ofMillis(100));
    }

    @Test
    void whatIsOnDiskIsReadAsFarAsThereIsRoomForItsBytes() {
        ActorRef<StarOutbox.Command> first = outbox(QUICK);
        for (int i = 0; i < 3; i++) {
            first.tell(keep(durable(60_000)));
            courier.receiveMessage();
            way.receiveMessage();
        }
        KIT.stop(first);

        outbox(QUICK + "durable-size = 1");

        for (int i = 0; i < 3; i++) {
            Sent sent = way.receiveMessage();
            way.expectNoMessage(Duration.ofMillis(100));
            sent.replyTo().tell(ok(sent.wave(), "done"));
        }
        await().until(() -> disk.size() == 0);
    }

    @Test
    void whatIsNewIsSentAfterWhatWasOnDisk() {
        Ping old = leftOnDisk();
        disk.unreadable = true;
        ActorRef<StarOutbox.Command> next = outbox(QUICK + "durable = 4");

        Ping second = durable(60_000);
        Ping third = durable(60_000);
        next.tell(keep(second));
        next.tell(keep(third));

        assertThat(courier.receiveMessage()).isEqualTo(new Kept(second.id(), null));
        assertThat(courier.receiveMessage()).isEqualTo(new Kept(third.id(), null));
        next.tell(keep(durable(60_000)));
        assertThat(courier.receiveMessage().refusal()).isEqualTo(Faults.tooMany("the outbox of " + STAR, 4));
        way.expectNoMessage(Duration.ofMillis(100));
        disk.unreadable = false;
        assertThat(way.receiveMessage().wave()).isEqualTo(old);
        assertThat(way.receiveMessage().wave()).isEqualTo(second);
        assertThat(way.receiveMessage().wave()).isEqualTo(third);
    }

    @Test
    void aDiskThatCannotBeReadIsReadAgain() {
        leftOnDisk();
        disk.away = true;
        outbox(QUICK);
        way.expectNoMessage(Duration.ofMillis(100));

        disk.away = false;

        way.receiveMessage();
    }

    @Test
    void aWaveThatIsKeptAgainIsStillOne() {
        ActorRef<StarOutbox.Command> outbox = outbox(QUICK);
        Ping wave = durable(60_000);
        outbox.tell(keep(wave));
        outbox.tell(keep(wave));

        assertThat(courier.receiveMessage().refusal()).isNull();
        Sent sent = way.receiveMessage();
        outbox.tell(keep(wave));
        assertThat(courier.receiveMessage().refusal()).isNull();
        sent.replyTo().tell(ok(wave, "done"));
        sender.receiveMessage();
        way.expectNoMessage(Duration.ofMillis(100));
    }

    @Test
    void aWaveThatNobodyAnswersEndsAtItsDeadlineAndLeavesTheDisk() {
        ActorRef<StarOutbox.Command> outbox = outbox(QUICK + "resend-after = 50ms");
        outbox.tell(keep(durable(2_000)));
        way.receiveMessage();
        way.receiveMessage();

        assertThat(sender.receiveMessage().status()).isEqualTo(408);
        await().until(() -> disk.size() == 0);
    }

    @Test
    void oneWaveTooManyIsRefusedAndThereIsRoomAgainOnceOneHasEnded() {
        ActorRef<StarOutbox.Command> outbox = outbox(QUICK + "durable = 2");
        Ping first = durable(60_000);
        outbox.tell(keep(first));
        assertThat(courier.receiveMessage().refusal()).isNull();
        Sent sent = way.receiveMessage();
        outbox.tell(keep(durable(60_000)));
        assertThat(courier.receiveMessage().refusal()).isNull();

        Ping third = durable(60_000);
        outbox.tell(keep(third));
        assertThat(courier.receiveMessage().refusal()).isNotNull().satisfies(fault -> assertThat(fault.status())
                .isEqualTo(429));

        sent.replyTo().tell(ok(first, "done"));
        await().until(() -> disk.size() == 1);
        await().untilAsserted(() -> {
            outbox.tell(keep(third));
            assertThat(courier.receiveMessage().refusal()).isNull();
        });
    }

    @Test
    void oneAgentHasItsShareAlone() {
        ActorRef<StarOutbox.Command> outbox = outbox(QUICK + "durable = 10, share = 2");
        Agent greedy = Agent.of(Point.parse("test:greedy"));
        for (int i = 0; i < 3; i++) {
            outbox.tell(keep(ping(greedy, Handling.DURABLE, System.currentTimeMillis() + 60_000)));
        }
        outbox.tell(keep(durable(60_000)));

        assertThat(Stream.generate(courier::receiveMessage)
                        .limit(4)
                        .map(Kept::refusal)
                        .filter(Objects::nonNull))
                .containsExactly(Faults.tooMany("the outbox of " + STAR + " for '" + greedy + "'", 2));
    }

    /** What is new is sent when what was on disk has been. */
    private void untilItHasRead(ActorRef<StarOutbox.Command> outbox) {
        Ping first = durable(60_000);
        outbox.tell(keep(first));
        way.receiveMessage().replyTo().tell(ok(first, "done"));
        courier.receiveMessage();
        await().until(() -> disk.size() == 0);
    }

    /** A wave that the star's last place has stored and sent, and nobody has answered. */
    private Ping leftOnDisk() {
        ActorRef<StarOutbox.Command> last = outbox(QUICK);
        Ping wave = durable(60_000);
        last.tell(keep(wave));
        courier.receiveMessage();
        way.receiveMessage();
        KIT.stop(last);
        return wave;
    }

    private Keep keep(Ping wave) {
        return new Keep(wave, sender.getRef(), courier.getRef());
    }

    private static Ping durable(long millis) {
        return ping(Handling.DURABLE, System.currentTimeMillis() + millis);
    }

    private ActorRef<StarOutbox.Command> outbox(String overrides) {
        Route route = (wave, replyTo) -> way.getRef().tell(new Sent(wave, replyTo));
        return KIT.spawn(StarOutbox.create(STAR, disk, route, settings(overrides), near));
    }
}
