package io.hyperspace.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.hyperspace.freight.Freight;
import io.hyperspace.overview.LaneReport;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A lane on its own: knocking, numbering, the window, and a gravity that goes away. */
final class LaneTest {

    private static final StarKey STAR = StarKey.of(StarKind.MAELSTROM, 0);
    private static final Point TARGET = TestLanes.ECHO;
    private static final Duration NEVER = Duration.ofSeconds(60);
    private static final ActorTestKit KIT = ActorTestKit.create(
            ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private final TestProbe<Knock> door = KIT.createTestProbe();
    private final TestProbe<GravityCommand> gravity = KIT.createTestProbe();
    private final TestProbe<Reflected> sender = KIT.createTestProbe();
    private final TestProbe<LaneReport> shown = KIT.createTestProbe();
    private final NotedTable table = new NotedTable();

    @Test
    void itKnocksUntilItIsGreeted() {
        ActorRef<Lane.Command> lane = lane(10, Duration.ofMillis(50));

        door.receiveMessage();
        door.receiveMessage();
        lane.tell(Greet.straight(gravity.getRef(), 1));
        lane.tell(send("a"));

        gravity.expectMessageClass(Carry.class);
        forgetWhatCame(door, Knock.at(KIT.<Lane.Command>createTestProbe().getRef()));
        door.expectNoMessage(Duration.ofMillis(200));
    }

    @Test
    void wavesThatWaitedLeaveInOrderWithNumbersFromOne() {
        ActorRef<Lane.Command> lane = lane(10, Duration.ofSeconds(5));
        lane.tell(send("a"));
        lane.tell(send("b"));

        lane.tell(Greet.straight(gravity.getRef(), 1));
        lane.tell(send("c"));

        for (long number = 1; number <= 3; number++) {
            Carry carry = gravity.expectMessageClass(Carry.class);
            assertThat(carry.number()).isEqualTo(number);
            assertThat(carry.wave().body()).isEqualTo(Substance.text("abc".substring((int) number - 1, (int) number)));
        }
    }

    @Test
    void aFullWindowRefusesUntilGravityAcknowledges() {
        ActorRef<Lane.Command> lane = lane(2, Duration.ofSeconds(5));
        lane.tell(Greet.straight(gravity.getRef(), 7));
        lane.tell(send("a"));
        lane.tell(send("b"));

        lane.tell(send("one too many"));
        assertThat(pong().status()).isEqualTo(429);

        lane.tell(new Lane.Admitted(7, 1));
        lane.tell(send("c"));
        gravity.expectMessageClass(Carry.class);
        gravity.expectMessageClass(Carry.class);
        assertThat(gravity.expectMessageClass(Carry.class).number()).isEqualTo(3);
        lane.tell(send("again one too many"));
        assertThat(pong().status()).isEqualTo(429);
    }

    @Test
    void anAcknowledgementOfAnotherEpochIsIgnored() {
        ActorRef<Lane.Command> lane = lane(1, Duration.ofSeconds(5));
        lane.tell(Greet.straight(gravity.getRef(), 7));
        lane.tell(send("a"));

        lane.tell(new Lane.Admitted(6, 1));
        lane.tell(send("b"));

        assertThat(pong().status()).isEqualTo(429);
    }

    @Test
    void whatAGravityHadNotAdmittedWhenItWentAwayIsRefusedAndTheLaneKnocksAgain() {
        ActorRef<GravityCommand> mortal = KIT.spawn(TestLanes.mortal());
        ActorRef<Lane.Command> lane = lane(10, Duration.ofSeconds(60));
        door.receiveMessage();
        lane.tell(Greet.straight(mortal, 1));
        lane.tell(send("a"));

        mortal.tell(Knock.at(lane));

        assertThat(pong().status()).isEqualTo(503);
        door.receiveMessage();
        lane.tell(Greet.straight(gravity.getRef(), 2));
        lane.tell(send("b"));
        assertThat(gravity.expectMessageClass(Carry.class).number()).isEqualTo(1);
    }

    @Test
    void aWaveThatWasDroppedOnTheWayIsSentAgainWithAllThatFollowAndNothingIsAdmittedTwice() {
        GravityWithGaps gaps = new GravityWithGaps(1, 4);
        ActorRef<Lane.Command> lane = lane(10, Duration.ofMillis(50), Duration.ofSeconds(60));
        lane.tell(Greet.straight(KIT.spawn(gaps.behavior()), 1));

        for (String text : List.of("a", "b", "c", "d", "e")) {
            lane.tell(send(text));
        }

        await().untilAsserted(() -> assertThat(gaps.admitted()).containsExactly("a", "b", "c", "d", "e"));
    }

    @Test
    void whileNothingIsAdmittedTheWindowHoldsAndItIsSentAgainMoreAndMoreSeldom() {
        ActorRef<Lane.Command> lane = lane(2, Duration.ofMillis(100), Duration.ofSeconds(60));
        lane.tell(Greet.straight(gravity.getRef(), 1));
        lane.tell(send("a"));
        lane.tell(send("b"));

        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            assertThat(gravity.expectMessageClass(Carry.class).number()).isEqualTo(1);
            times.add(System.nanoTime());
            assertThat(gravity.expectMessageClass(Carry.class).number()).isEqualTo(2);
        }
        lane.tell(send("one too many"));

        assertThat(pong().status()).isEqualTo(429);
        assertThat(times.get(3) - times.get(0))
                .isGreaterThan(Duration.ofMillis(600).toNanos());
        lane.tell(new Lane.Admitted(1, 2));
        lane.tell(new Lane.Show("here", shown.getRef()));
        assertThat(shown.receiveMessage().unadmitted()).isZero();
        forgetWhatCame(gravity, Knock.at(lane));
        gravity.expectNoMessage(Duration.ofMillis(900));
    }

    @Test
    void aLaneThatIsNotGreetedKnocksSoonAndThenMoreAndMoreSeldom() {
        ActorTestKit still = ActorTestKit.create(
                ManualTime.config().withFallback(KIT.system().settings().config()));
        try {
            ManualTime time = ManualTime.get(still.system());
            lane(still, 10, NEVER, Duration.ofMillis(50));
            door.receiveMessage();

            for (long wait : List.of(50L, 100L, 200L, 400L)) {
                time.expectNoMessageFor(Duration.ofMillis(wait - 1), door);
                time.timePasses(Duration.ofMillis(1));
                door.receiveMessage();
            }
        } finally {
            still.shutdownTestKit();
        }
    }

    @Test
    void whatAGravityThatLeavesGivesBackGoesToTheNextOneBeforeAllElseAndNothingIsRefused() {
        ActorRef<Lane.Command> lane = lane(10, Duration.ofMillis(50));
        lane.tell(Greet.straight(gravity.getRef(), 1));
        door.receiveMessage();
        List<Carry> sent = sent(lane, "a", "b", "c", "d");

        lane.tell(new Lane.Leaving(1, 3));
        lane.tell(send("e"));
        lane.tell(new Return.Back(1, 1, false, sent.get(0), null));
        lane.tell(new Return.Back(1, 3, false, sent.get(0), null));
        lane.tell(new Return.Back(1, 2, false, sent.get(2), null));
        lane.tell(new Return.Back(1, 2, false, sent.get(2), null));
        lane.tell(new Return.Moved(1, 3, 3));

        for (long turn : List.of(1L, 1L, 2L, 2L, 3L)) {
            assertThat(gravity.expectMessageClass(Took.class).turn()).isEqualTo(turn);
        }
        door.receiveMessage();
        TestProbe<GravityCommand> next = KIT.createTestProbe();
        lane.tell(Greet.straight(next.getRef(), 2));
        for (String text : List.of("a", "c", "d", "e")) {
            assertThat(text(next.expectMessageClass(Carry.class))).isEqualTo(text);
        }
        lane.tell(new Return.Moved(1, 3, 3));
        assertThat(gravity.expectMessageClass(Took.class).turn()).isEqualTo(3);
        sender.expectNoMessage();
    }

    @Test
    void whatWasNotAdmittedByAGravityThatSaidSoBeforeItWentIsSentToTheNext() {
        ActorRef<GravityCommand> mortal = KIT.spawn(TestLanes.mortal());
        ActorRef<Lane.Command> lane = lane(10, Duration.ofSeconds(60));
        lane.tell(Greet.straight(mortal, 1));
        lane.tell(send("a"));
        lane.tell(send("b"));

        lane.tell(new Lane.Leaving(1, 1));
        mortal.tell(Knock.at(lane));
        lane.tell(Greet.straight(gravity.getRef(), 2));

        assertThat(text(gravity.expectMessageClass(Carry.class))).isEqualTo("b");
        sender.expectNoMessage();
    }

    @Test
    void wavesWhoseTargetLivesElsewhereGoToTheTableAndTheMarkBehindThem() {
        ActorRef<Lane.Command> lane = lane(10, Duration.ofSeconds(60));
        lane.tell(Greet.straight(gravity.getRef(), 1));
        List<Carry> sent = sent(lane, "a", "b");

        lane.tell(new Lane.Flush(TARGET, 7));
        Mark mark = gravity.expectMessageClass(Mark.class);
        lane.tell(new Return.Back(1, 1, true, sent.get(0), null));
        lane.tell(new Return.Back(1, 2, true, sent.get(1), null));
        lane.tell(new Return.Back(1, 3, true, null, mark));

        assertThat(mark.number()).isEqualTo(3);
        await().untilAsserted(() -> assertThat(table.noted).containsExactly("a", "b", "flush 7"));
    }

    @Test
    void onceATargetHasDepartedAllItsWavesGoToTheTableUntilTheFlushAlsoWhenTheStarMoves() {
        ActorRef<Lane.Command> lane = lane(10, Duration.ofSeconds(60));
        lane.tell(Greet.straight(gravity.getRef(), 1));
        List<Carry> sent = sent(lane, "a", "b");

        lane.tell(new Return.Back(1, 1, true, sent.get(0), null));
        lane.tell(new Return.Moved(1, 2, 1));
        lane.tell(send("c"));
        lane.tell(new Lane.Flush(TARGET, 7));
        lane.tell(send("d"));
        TestProbe<GravityCommand> next = KIT.createTestProbe();
        lane.tell(Greet.straight(next.getRef(), 2));

        assertThat(text(next.expectMessageClass(Carry.class))).isEqualTo("d");
        assertThat(table.noted).containsExactly("a", "b", "c", "flush 7");
    }

    @Test
    void aFlushEndsAlsoWhenTheGravityIsGoneThatHasItsMark() {
        ActorRef<GravityCommand> mortal = KIT.spawn(TestLanes.mortal());
        ActorRef<Lane.Command> lane = lane(10, Duration.ofSeconds(60));
        lane.tell(Greet.straight(mortal, 1));
        lane.tell(new Lane.Flush(TARGET, 7));
        lane.tell(new Lane.Admitted(1, 1));

        mortal.tell(Knock.at(lane));

        await().untilAsserted(() -> assertThat(table.noted).containsExactly("flush 7"));
    }

    /** What came to somebody until now, when a message of the test's own has come. */
    private static <T> void forgetWhatCame(TestProbe<T> probe, T last) {
        probe.getRef().tell(last);
        probe.fishForMessage(
                Duration.ofSeconds(30),
                message -> message.equals(last) ? FishingOutcomes.complete() : FishingOutcomes.continueAndIgnore());
    }

    private List<Carry> sent(ActorRef<Lane.Command> lane, String... texts) {
        List<Carry> carries = new ArrayList<>();
        for (String text : texts) {
            lane.tell(send(text));
            carries.add(gravity.expectMessageClass(Carry.class));
        }
        return carries;
    }

    private static String text(Carry carry) {
        return ((Substance.Text) carry.wave().body()).value();
    }

    /** Admits as a gravity does, but never sees the first copy of some waves. */
    private static final class GravityWithGaps {
        private final Set<Long> dropped;
        private final List<String> admitted = new CopyOnWriteArrayList<>();

        GravityWithGaps(long... numbers) {
            this.dropped = new HashSet<>(LongStream.of(numbers).boxed().toList());
        }

        Behavior<GravityCommand> behavior() {
            return Behaviors.receive(GravityCommand.class)
                    .onMessage(Carry.class, carry -> {
                        if (!dropped.remove(carry.number()) && carry.number() == admitted.size() + 1) {
                            admitted.add(((Substance.Text) carry.wave().body()).value());
                            carry.lane().tell(new Lane.Admitted(1, carry.number()));
                        }
                        return Behaviors.same();
                    })
                    .build();
        }

        List<String> admitted() {
            return admitted;
        }
    }

    private ActorRef<Lane.Command> lane(int window, Duration knock) {
        return lane(window, NEVER, knock);
    }

    private ActorRef<Lane.Command> lane(int window, Duration resend, Duration knock) {
        return lane(KIT, window, resend, knock);
    }

    private ActorRef<Lane.Command> lane(ActorTestKit kit, int window, Duration resend, Duration knock) {
        LaneSettings settings =
                new LaneSettings(window, resend, knock, Duration.ofSeconds(60), 10, 10, 10, Freights.SETTINGS);
        GoldenPaths paths = new GoldenPaths(Topology.MESH, Duration.ofSeconds(60), (star, asked) -> door.getRef()
                .tell(asked));
        return kit.spawn(Lane.create(STAR, paths, table, settings, new Freight(Freights.SETTINGS)));
    }

    /** Notes what comes to the lane table. */
    private static final class NotedTable implements Lane.Table {
        private final List<String> noted = new CopyOnWriteArrayList<>();

        @Override
        public void stray(Lane.Send send) {
            noted.add(((Substance.Text) send.wave().body()).value());
        }

        @Override
        public void flushed(Lane.Flush flush) {
            noted.add("flush " + flush.id());
        }
    }

    private Pong pong() {
        return (Pong) sender.receiveMessage();
    }

    private Lane.Send send(String text) {
        return new Lane.Send(TestLanes.ping(text, TARGET), sender.getRef());
    }
}
