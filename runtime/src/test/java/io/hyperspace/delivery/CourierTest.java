package io.hyperspace.delivery;

import static io.hyperspace.delivery.TestWaves.fault;
import static io.hyperspace.delivery.TestWaves.ok;
import static io.hyperspace.delivery.TestWaves.ping;
import static io.hyperspace.delivery.TestWaves.queued;
import static io.hyperspace.delivery.TestWaves.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
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
import io.hyperspace.space.wave.WaveId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Queued waves on the sender's Machine. */
final class CourierTest {

    private static final StarKey STAR = StarKey.of(StarKind.JUMP, 0);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ActorTestKit KIT = ActorTestKit.create(
            ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));

    private record Sent(Directed wave, ActorRef<Reflected> replyTo) implements NoSerializationVerificationNeeded {}

    private final TestProbe<Sent> way = KIT.createTestProbe();
    private final TestProbe<Keep> outbox = KIT.createTestProbe();
    private final TestProbe<StarOutbox.Command> straight = KIT.createTestProbe();
    private volatile @Nullable ActorRef<StarOutbox.Command> near;
    private volatile @Nullable WaveId large;
    private final TestProbe<Reflected> sender = KIT.createTestProbe();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aWaveIsSentAgainAfterAPassingFaultUntilItIsAnswered() {
        ActorRef<Courier.Command> courier = courier("retry-after = 20ms, retry-most = 40ms, tick = 5ms");
        Ping wave = queued(inTime(60_000));
        courier.tell(take(wave));

        for (int i = 0; i < 5; i++) {
            Sent sent = way.receiveMessage();
            assertThat(sent.wave()).isEqualTo(wave);
            sent.replyTo().tell(fault(wave, i % 2 == 0 ? Faults.notReady("it") : Faults.tooMany("it", 1)));
        }
        way.receiveMessage().replyTo().tell(ok(wave, "done"));

        assertThat(sender.receiveMessage().status()).isEqualTo(200);
        way.expectNoMessage(Duration.ofMillis(200));
        sender.expectNoMessage();
    }

    @Test
    void aWaveThatNobodyAnswersIsSentAgain() {
        ActorRef<Courier.Command> courier = courier("resend-after = 50ms, tick = 5ms");
        Ping wave = queued(inTime(60_000));
        courier.tell(take(wave));

        way.receiveMessage();
        way.receiveMessage();
        Sent third = way.receiveMessage();

        third.replyTo().tell(ok(wave, "done"));
        assertThat(sender.receiveMessage().status()).isEqualTo(200);
    }

    @Test
    void aCourierThatSettlesWaitsUntilAllIsAnsweredOrKeptAndTakesNothingAfterThat() {
        ActorRef<Courier.Command> courier = courier("retry-after = 20ms, tick = 5ms");
        Ping queued = queued(inTime(60_000));
        Ping durable = ping(Handling.DURABLE, inTime(60_000));
        CompletableFuture<Void> settled = new CompletableFuture<>();
        courier.tell(take(queued));
        courier.tell(take(durable));
        Keep keep = outbox.receiveMessage();
        Sent sent = way.receiveMessage();

        courier.tell(new Courier.Settle(inTime(60_000), settled));
        sent.replyTo().tell(fault(queued, Faults.notReady("it")));
        way.receiveMessage().replyTo().tell(ok(queued, "done"));
        assertThat(sender.receiveMessage().status()).isEqualTo(200);
        assertThat(settled).isNotDone();
        keep.sender().tell(new Kept(durable.id(), null));

        assertThat(settled).succeedsWithin(PATIENCE);
        courier.tell(take(queued(inTime(60_000))));
        assertThat(sender.receiveMessage().status()).isEqualTo(503);
        way.expectNoMessage(Duration.ofMillis(100));
    }

    @Test
    void whatIsNotSettledInTimeEndsWith503AndIsLoggedOnce() {
        ActorRef<Courier.Command> courier = courier("tick = 5ms");
        CompletableFuture<Void> settled = new CompletableFuture<>();
        Courier.Take durable = take(ping(Handling.DURABLE, inTime(60_000)));
        courier.tell(take(queued(inTime(60_000))));
        courier.tell(durable);

        LoggingTestKit.warn("2 queued and durable waves were not settled")
                .withOccurrences(1)
                .expect(KIT.system(), () -> {
                    courier.tell(new Courier.Settle(inTime(50), settled));
                    assertThat(settled).succeedsWithin(PATIENCE);
                    return settled;
                });

        assertThat(sender.receiveMessage().status()).isEqualTo(503);
        assertThat(sender.receiveMessage().status()).isEqualTo(503);
        assertThat(durable.accepted()).isCompletedExceptionally();
    }

    @Test
    void aFaultThatDoesNotPassIsAnAnswer() {
        ActorRef<Courier.Command> courier = courier("retry-after = 20ms, tick = 5ms");
        Ping wave = queued(inTime(60_000));
        courier.tell(take(wave));

        way.receiveMessage().replyTo().tell(fault(wave, Faults.quarantined("it")));

        assertThat(sender.receiveMessage().status()).isEqualTo(503);
        way.expectNoMessage(Duration.ofMillis(100));
    }

    @Test
    void whatFollowsALargeDurableWaveToTheSameTargetWaitsUntilThatIsKept() {
        ActorRef<Courier.Command> courier = courier("resend-after = 10s, tick = 5ms");
        Ping first = ping(Handling.DURABLE, inTime(60_000));
        Ping second = ping(Handling.DURABLE, inTime(60_000));
        Ping third = ping(Handling.DURABLE, inTime(60_000));
        large = first.id();
        courier.tell(take(first));
        courier.tell(take(second));
        courier.tell(take(third));

        Keep keep = outbox.receiveMessage();
        assertThat(keep.wave()).isEqualTo(first);
        outbox.expectNoMessage(Duration.ofMillis(100));
        keep.sender().tell(new Kept(first.id(), null));

        assertThat(outbox.receiveMessage().wave()).isEqualTo(second);
        assertThat(outbox.receiveMessage().wave()).isEqualTo(third);
    }

    @Test
    void whatWaitsForALargeDurableWaveGoesOnWhenThatIsRefusedForNow() {
        ActorRef<Courier.Command> courier = courier("resend-after = 10s, retry-after = 10s, tick = 5ms");
        Ping first = ping(Handling.DURABLE, inTime(60_000));
        Ping second = ping(Handling.DURABLE, inTime(60_000));
        large = first.id();
        courier.tell(take(first));
        courier.tell(take(second));
        Keep keep = outbox.receiveMessage();

        keep.sender().tell(new Kept(first.id(), Faults.tooMany("the outbox", 1)));

        assertThat(outbox.receiveMessage().wave()).isEqualTo(second);
        sender.expectNoMessage(Duration.ofMillis(100));
    }

    @Test
    void aLargeDurableWaveHoldsUpNobodyElsesToTheSameTarget() {
        ActorRef<Courier.Command> courier = courier("resend-after = 10s, tick = 5ms");
        Ping first = ping(Handling.DURABLE, inTime(60_000));
        Ping others = from(Point.parse("test:other"), ping(Handling.DURABLE, inTime(60_000)));
        large = first.id();

        courier.tell(take(first));
        courier.tell(take(others));

        assertThat(outbox.receiveMessage().wave()).isEqualTo(first);
        assertThat(outbox.receiveMessage().wave()).isEqualTo(others);
    }

    private static Ping from(Point sender, Ping wave) {
        Head head = wave.head();
        return new Ping(
                new Head(
                        head.id(),
                        sender,
                        head.agent(),
                        head.method(),
                        head.uri(),
                        head.headers(),
                        head.body(),
                        head.handling(),
                        head.deadline(),
                        head.chain()),
                wave.to());
    }

    @Test
    void whatWaitsForALargeDurableWaveGoesOnWhenThatEndsAtItsDeadline() {
        ActorRef<Courier.Command> courier = courier("resend-after = 10s, tick = 5ms");
        Ping first = ping(Handling.DURABLE, inTime(2_000));
        Ping second = ping(Handling.DURABLE, inTime(60_000));
        large = first.id();
        courier.tell(take(first));
        courier.tell(take(second));

        assertThat(outbox.receiveMessage().wave()).isEqualTo(first);
        assertThat(outbox.receiveMessage().wave()).isEqualTo(second);
        assertThat(sender.receiveMessage().status()).isEqualTo(408);
    }

    @Test
    void aWaveEndsAtItsDeadlineWith408() {
        ActorRef<Courier.Command> courier = courier("retry-after = 20ms, resend-after = 50ms, tick = 5ms");
        Ping wave = queued(inTime(2_000));
        courier.tell(take(wave));

        way.receiveMessage().replyTo().tell(fault(wave, Faults.notReady("it")));

        Reflected end = sender.receiveMessage();
        assertThat(end.status()).isEqualTo(408);
        assertThat(end.of()).isEqualTo(wave.id());
        way.receiveMessage();
    }

    @Test
    void oneAgentHasItsShareAloneAndItsRoomAgainOnceAWaveIsAnswered() {
        ActorRef<Courier.Command> courier = courier("queued = 10, share = 2");
        Agent greedy = Agent.of(Point.parse("test:greedy"));
        Ping first = ping(greedy, Handling.QUEUED, inTime(60_000));
        courier.tell(take(first));
        courier.tell(take(ping(greedy, Handling.QUEUED, inTime(60_000))));
        courier.tell(take(ping(greedy, Handling.QUEUED, inTime(60_000))));
        assertThat(sender.receiveMessage().status()).isEqualTo(429);

        Courier.Take other = take(ping(Agent.of(Point.parse("test:other")), Handling.QUEUED, inTime(60_000)));
        courier.tell(other);
        assertThat(other.accepted()).succeedsWithin(PATIENCE);

        way.receiveMessage().replyTo().tell(ok(first, "done"));
        assertThat(sender.receiveMessage().status()).isEqualTo(200);
        Courier.Take again = take(ping(greedy, Handling.QUEUED, inTime(60_000)));
        courier.tell(again);
        assertThat(again.accepted()).succeedsWithin(PATIENCE);
    }

    @Test
    void oneWaveTooManyIs429AndThereIsRoomAgainOnceOneIsAnswered() {
        ActorRef<Courier.Command> courier = courier("queued = 2");
        Ping first = queued(inTime(60_000));
        courier.tell(take(first));
        courier.tell(take(queued(inTime(60_000))));
        Courier.Take third = take(queued(inTime(60_000)));

        courier.tell(third);
        assertThat(sender.receiveMessage().status()).isEqualTo(429);
        assertThat(third.accepted()).isCompletedExceptionally();

        way.receiveMessage().replyTo().tell(ok(first, "done"));
        assertThat(sender.receiveMessage().status()).isEqualTo(200);
        Courier.Take fourth = take(queued(inTime(60_000)));
        courier.tell(fourth);
        assertThat(fourth.accepted()).succeedsWithin(PATIENCE);
    }

    @Test
    void wavesThatTakeTooMuchMemoryAre429() {
        ActorRef<Courier.Command> courier = courier("queued-size = 250");
        courier.tell(take(queued(inTime(60_000))));
        way.receiveMessage();

        courier.tell(take(queued(inTime(60_000))));

        assertThat(sender.receiveMessage().status()).isEqualTo(429);
    }

    @Test
    void aDurableWaveIsAcceptedWhenItsStarKeepsItAndAnsweredByTheStar() {
        ActorRef<Courier.Command> courier = courier("retry-after = 20ms, resend-after = 100ms, tick = 5ms");
        Courier.Take take = take(ping(Handling.DURABLE, inTime(60_000)));
        courier.tell(take);

        Keep lost = outbox.receiveMessage();
        Keep refused = outbox.receiveMessage();
        assertThat(refused).isEqualTo(lost);
        refused.sender().tell(new Kept(take.wave().id(), Faults.notReady("it")));
        Keep kept = outbox.receiveMessage();
        assertThat(take.accepted()).isNotDone();
        kept.sender().tell(new Kept(take.wave().id(), null));

        assertThat(take.accepted()).succeedsWithin(PATIENCE);
        assertThat(kept.wave()).isEqualTo(take.wave());
        assertThat(kept.replyTo()).isEqualTo(sender.getRef());
        forgetWhatWasSent();
        outbox.expectNoMessage(Duration.ofMillis(300));
        sender.expectNoMessage();
        way.expectNoMessage();
    }

    @Test
    void aDurableWaveThatNoStarKeepsEndsAtItsDeadline() {
        ActorRef<Courier.Command> courier = courier("retry-after = 20ms, resend-after = 100ms, tick = 5ms");
        Courier.Take take = take(ping(Handling.DURABLE, inTime(300)));
        courier.tell(take);

        assertThat(sender.receiveMessage().status()).isEqualTo(408);
        assertThat(take.accepted()).isCompletedExceptionally();
    }

    @Test
    void aDurableWaveGoesStraightToAnOutboxThatIsNear() {
        near = straight.getRef();
        Courier.Take take = take(ping(Handling.DURABLE, inTime(60_000)));
        courier("").tell(take);

        assertThat(straight.receiveMessage()).isInstanceOf(Keep.class);
        outbox.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void aWaveDoesNotOvertakeAnotherThatTookTheLongWay() {
        ActorRef<Courier.Command> courier = courier("");
        courier.tell(take(ping(Handling.DURABLE, inTime(60_000))));
        Keep first = outbox.receiveMessage();
        near = straight.getRef();

        List<Ping> others = List.of(
                ping(Handling.DURABLE, inTime(60_000)),
                ping(Handling.DURABLE, inTime(60_000)),
                ping(Handling.DURABLE, inTime(60_000)));
        others.forEach(other -> courier.tell(take(other)));
        straight.expectNoMessage(Duration.ofMillis(50));
        first.sender().tell(new Kept(first.wave().id(), null));

        others.forEach(other -> assertThat(straight.receiveMessage())
                .isInstanceOfSatisfying(
                        Keep.class, keep -> assertThat(keep.wave()).isEqualTo(other)));
        outbox.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void aWaveThatIsRefusedOnTheLongWayHoldsNobodyUp() {
        ActorRef<Courier.Command> courier = courier("retry-after = 1h, retry-most = 1h");
        courier.tell(take(ping(Handling.DURABLE, inTime(60_000))));
        Keep first = outbox.receiveMessage();
        near = straight.getRef();
        courier.tell(take(ping(Handling.DURABLE, inTime(60_000))));
        straight.expectNoMessage(Duration.ofMillis(50));

        first.sender().tell(new Kept(first.wave().id(), Faults.notReady("it")));

        assertThat(straight.receiveMessage()).isInstanceOf(Keep.class);
    }

    @Test
    void whatWaitsForTheLongWayTakesItWhenTheOutboxIsNearNoMore() {
        ActorRef<Courier.Command> courier = courier("");
        courier.tell(take(ping(Handling.DURABLE, inTime(60_000))));
        outbox.receiveMessage();
        near = straight.getRef();
        Ping second = ping(Handling.DURABLE, inTime(60_000));
        courier.tell(take(second));
        straight.expectNoMessage(Duration.ofMillis(50));
        near = null;
        Ping third = ping(Handling.DURABLE, inTime(60_000));
        courier.tell(take(third));

        assertThat(outbox.receiveMessage().wave()).isEqualTo(second);
        assertThat(outbox.receiveMessage().wave()).isEqualTo(third);
    }

    @Test
    void whoGaveAWaveTwiceHearsTwiceAndBlocksNoWay() {
        ActorRef<Courier.Command> courier = courier("");
        Ping wave = ping(Handling.DURABLE, inTime(60_000));
        Courier.Take once = take(wave);
        Courier.Take again = take(wave);
        courier.tell(once);
        courier.tell(again);
        Keep keep = outbox.receiveMessage();

        keep.sender().tell(new Kept(wave.id(), null));

        assertThat(once.accepted()).succeedsWithin(PATIENCE);
        assertThat(again.accepted()).succeedsWithin(PATIENCE);
        near = straight.getRef();
        courier.tell(take(ping(Handling.DURABLE, inTime(60_000))));
        assertThat(straight.receiveMessage()).isInstanceOf(Keep.class);
    }

    /** What the outbox was given so far, as often as it took. */
    private void forgetWhatWasSent() {
        Keep last = new Keep(queued(0), null, KIT.<Kept>createTestProbe().getRef());
        outbox.getRef().tell(last);
        outbox.fishForMessage(
                PATIENCE, keep -> keep.equals(last) ? FishingOutcomes.complete() : FishingOutcomes.continueAndIgnore());
    }

    private Courier.Take take(Ping wave) {
        return new Courier.Take(wave, sender.getRef(), new CompletableFuture<>());
    }

    private static long inTime(long millis) {
        return System.currentTimeMillis() + millis;
    }

    private ActorRef<Courier.Command> courier(String overrides) {
        Outboxes outboxes = new Outboxes() {
            @Override
            public StarKey ofGate(WaveId wave) {
                return STAR;
            }

            @Override
            public @Nullable ActorRef<StarOutbox.Command> near(StarKey star) {
                return near;
            }

            @Override
            public boolean keep(StarKey star, Keep keep) {
                outbox.getRef().tell(keep);
                return keep.wave().id().equals(large);
            }
        };
        Route route = (wave, replyTo) -> way.getRef().tell(new Sent(wave, replyTo));
        return KIT.spawn(Courier.create(settings(overrides), route, outboxes, wave -> STAR));
    }
}
