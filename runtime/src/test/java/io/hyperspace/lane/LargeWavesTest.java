package io.hyperspace.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.freight.Assembly;
import io.hyperspace.freight.Freight;
import io.hyperspace.freight.FreightSettings;
import io.hyperspace.freight.Scale;
import io.hyperspace.freight.Slices;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Large waves on a lane to another Machine. */
final class LargeWavesTest {

    private static final StarKey STAR = StarKey.of(StarKind.MAELSTROM, 0);
    private static final Point A = Point.parse("test:a");
    private static final Point B = Point.parse("test:b");
    private static final Point C = Point.parse("test:c");
    private static final Duration NEVER = Duration.ofSeconds(60);
    private static final int PART = 1_000;
    private static final FreightSettings LIMITS =
            new FreightSettings(100_000, PART, 2, 2, 50_000, 1_000_000, 1_000_000, NEVER, NEVER);
    private static final Config CONFIG = ConfigFactory.parseString(
                    "pekko.actor.provider = cluster, pekko.remote.artery.canonical.port = 0")
            .withFallback(ConfigFactory.load());
    private static final ActorTestKit HERE = ActorTestKit.create("hyperspace", CONFIG);
    private static final ActorTestKit THERE = ActorTestKit.create("hyperspace", CONFIG);
    private static final Serialization SERIALIZATION = SerializationExtension.get(THERE.system());

    @AfterAll
    static void stop() {
        HERE.shutdownTestKit();
        THERE.shutdownTestKit();
    }

    private final TestProbe<Knock> door = HERE.createTestProbe();
    private final TestProbe<GravityCommand> gravity = THERE.createTestProbe();
    private final TestProbe<Reflected> sender = HERE.createTestProbe();
    private final NotedTable table = new NotedTable();
    private final Freight freight = new Freight(LIMITS);

    /** Whatever becomes of waves, what they count for ends with them. */
    @AfterEach
    void nothingIsCountedAnyMore() {
        await().untilAsserted(() -> assertThat(freight.leaving().bytes()).isZero());
    }

    @Test
    void aLargeWaveArrivesAsItWasBetweenSmallOnesAndBeforeThoseThatFollowItToItsTarget() {
        FarGravity far = new FarGravity(1);
        ActorRef<Lane.Command> lane = lane(NEVER);
        lane.tell(send("before", A));
        lane.tell(send(large(20), A));
        lane.tell(send("behind", A));
        for (int i = 0; i < 5; i++) {
            lane.tell(send("other " + i, B));
        }

        lane.tell(Greet.straight(seenFromHere(THERE.spawn(far.behavior())), 1));

        await().untilAsserted(() -> assertThat(far.admitted).hasSize(8));
        assertThat(far.of(A)).containsExactly("before", large(20), "behind");
        assertThat(far.of(B)).containsExactly("other 0", "other 1", "other 2", "other 3", "other 4");
        assertThat(far.admitted.indexOf("b other 4")).isLessThan(far.admitted.indexOf("a " + large(20)));
    }

    @Test
    void largeWavesToSeveralTargetsTakeTurnsAndNoMorePartsAreUnderWayThanMayBe() {
        ActorRef<Lane.Command> lane = lane(NEVER);
        lane.tell(send(large(5), A));
        lane.tell(send(large(5), B));
        lane.tell(send(large(5), C));
        lane.tell(Greet.straight(seenFromHere(gravity.getRef()), 1));

        List<Point> targets = new ArrayList<>();
        for (int number = 1; number <= 10; number++) {
            Part part = gravity.expectMessageClass(Part.class);
            assertThat(part.number()).isEqualTo(number);
            targets.add(part.target());
            if (number % 2 == 0) {
                gravity.expectNoMessage(Duration.ofMillis(20));
                lane.tell(new Lane.Admitted(1, number));
            }
        }

        assertThat(targets.subList(0, 10)).containsOnly(A, B).startsWith(A, B, A, B);
        finish(lane, 10, C);
    }

    @Test
    void partsThatAreLostAreSentAgain() {
        FarGravity far = new FarGravity(1, 2, 3, 9);
        ActorRef<Lane.Command> lane = lane(Duration.ofMillis(50));
        lane.tell(Greet.straight(seenFromHere(THERE.spawn(far.behavior())), 1));

        lane.tell(send(large(8), A));
        lane.tell(send("behind", A));

        await().untilAsserted(() -> assertThat(far.of(A)).containsExactly(large(8), "behind"));
    }

    @Test
    void aWaveOfWhichSomePartsAreAdmittedGoesWholeToTheNextGravityBeforeWhatFollowsIt() {
        ActorRef<Lane.Command> lane = lane(NEVER);
        lane.tell(Greet.straight(seenFromHere(gravity.getRef()), 1));
        lane.tell(send(large(8), A));
        lane.tell(send("behind", A));
        lane.tell(send("other", B));
        gravity.expectMessageClass(Part.class);

        lane.tell(new Lane.Leaving(1, 1));
        lane.tell(new Return.Moved(1, 1, 1));
        FarGravity next = new FarGravity(2);
        lane.tell(Greet.straight(seenFromHere(THERE.spawn(next.behavior())), 2));

        await().untilAsserted(() -> assertThat(next.of(A)).containsExactly(large(8), "behind"));
        await().untilAsserted(() -> assertThat(next.of(B)).containsExactly("other"));
        sender.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void aWaveWhoseLastPartIsNotAdmittedGoesWholeToTheNextGravity() {
        ActorRef<Lane.Command> lane = lane(NEVER);
        lane.tell(Greet.straight(seenFromHere(gravity.getRef()), 1));
        lane.tell(send(large(2), A));
        int parts = partsOf(gravity.expectMessageClass(Part.class));
        lane.tell(new Lane.Admitted(1, parts - 1L));
        lane.tell(send("behind", A));

        lane.tell(new Return.Moved(1, 1, parts - 1L));
        FarGravity next = new FarGravity(2);
        lane.tell(Greet.straight(seenFromHere(THERE.spawn(next.behavior())), 2));

        await().untilAsserted(() -> assertThat(next.of(A)).containsExactly(large(2), "behind"));
    }

    @Test
    void whenAGravityIsGoneOnlyAWaveOfWhichItMayHaveAllPartsIsRefused() {
        ActorRef<GravityCommand> mortal = THERE.spawn(TestLanes.mortal());
        ActorRef<Lane.Command> lane = lane(NEVER);
        lane.tell(Greet.straight(seenFromHere(mortal), 1));
        lane.tell(send(large(1), A));
        lane.tell(send(large(9), B));
        await().until(() -> freight.leaving().bytes() > 0);

        mortal.tell(Knock.at(lane));

        FarGravity next = new FarGravity(2);
        lane.tell(Greet.straight(seenFromHere(THERE.spawn(next.behavior())), 2));
        await().untilAsserted(() -> assertThat(next.of(B)).containsExactly(large(9)));
        int refused = next.of(A).isEmpty() ? 503 : 0;
        if (refused > 0) {
            assertThat(((Pong) sender.receiveMessage()).status()).isEqualTo(refused);
        }
        sender.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void aLaneTakesSoManyBytesOfLargeWavesAndSmallOnesAllTheSame() {
        ActorRef<Lane.Command> lane = lane(NEVER);
        lane.tell(send(large(30), A));
        lane.tell(send(large(30), B));

        assertThat(((Pong) sender.receiveMessage()).status()).isEqualTo(429);
        lane.tell(send("small", B));
        FarGravity far = new FarGravity(1);
        lane.tell(Greet.straight(seenFromHere(THERE.spawn(far.behavior())), 1));
        await().untilAsserted(() -> assertThat(far.admitted).hasSize(2));
        lane.tell(send(large(30), B));

        await().untilAsserted(() -> assertThat(far.of(B)).containsExactly("small", large(30)));
    }

    @Test
    void aLargeWaveThatComesBackInPartsIsSentAgainInItsPlace() {
        ActorRef<Lane.Command> lane = lane(NEVER);
        lane.tell(Greet.straight(seenFromHere(gravity.getRef()), 1));
        lane.tell(send("small", A));
        Carry small = gravity.expectMessageClass(Carry.class);
        Lane.Send whole = send(large(3), A);
        freight.leaving().remove(whole.load());
        Slices back =
                new Carry(lane, 1, whole.wave(), sender.getRef()).cut(SerializationExtension.get(HERE.system()), PART);

        long turn = 0;
        for (int i = 0; i < back.count(); i++) {
            turn++;
            lane.tell(new Return.Piece(1, turn, false, back.get(i)));
            lane.tell(new Return.Piece(1, turn, false, back.get(i)));
        }
        lane.tell(new Return.Moved(1, turn + 1, 0));
        FarGravity next = new FarGravity(2);
        lane.tell(Greet.straight(seenFromHere(THERE.spawn(next.behavior())), 2));

        await().untilAsserted(() -> assertThat(next.of(A))
                .containsExactly(large(3), ((Substance.Text) small.wave().body()).value()));
    }

    @Test
    void aLargeWaveWhoseTargetLivesElsewhereGoesToTheTable() {
        ActorRef<Lane.Command> lane = lane(NEVER);
        lane.tell(Greet.straight(seenFromHere(gravity.getRef()), 1));
        Lane.Send whole = send(large(3), A);
        freight.leaving().remove(whole.load());
        Slices back =
                new Carry(lane, 1, whole.wave(), sender.getRef()).cut(SerializationExtension.get(HERE.system()), PART);

        for (int i = 0; i < back.count(); i++) {
            lane.tell(new Return.Piece(1, i + 1L, true, back.get(i)));
        }

        await().untilAsserted(() -> assertThat(table.strayed).hasSize(1));
        assertThat(freight.leaving().bytes()).isEqualTo(table.strayed.get(0).load());
        freight.leaving().remove(table.strayed.get(0).load());
    }

    /** Has the rest admitted, to the end of the wave whose turn came last. */
    private void finish(ActorRef<Lane.Command> lane, long admitted, Point last) {
        boolean isOver = false;
        for (long number = admitted + 1; !isOver; number++) {
            Part part = gravity.expectMessageClass(Part.class);
            lane.tell(new Lane.Admitted(1, number));
            isOver = part.target().equals(last) && part.slice().isLast();
        }
    }

    private static int partsOf(Part part) {
        return (part.slice().size() + PART - 1) / PART;
    }

    private static String large(int parts) {
        return ("x" + parts).repeat(parts * PART / 2);
    }

    private static <T> ActorRef<T> seenFromHere(ActorRef<T> ref) {
        return ActorRefResolver.get(HERE.system())
                .resolveActorRef(ActorRefResolver.get(THERE.system()).toSerializationFormat(ref));
    }

    private ActorRef<Lane.Command> lane(Duration resend) {
        LaneSettings settings = new LaneSettings(100, resend, NEVER, NEVER, 10, 10, 10, LIMITS);
        GoldenPaths paths = new GoldenPaths(
                Topology.MESH, NEVER, (star, knock) -> door.getRef().tell(knock));
        return HERE.spawn(Lane.create(STAR, paths, table, settings, freight));
    }

    private Lane.Send send(String text, Point target) {
        Ping ping = TestLanes.ping(text, target);
        long load = freight.load(ping);
        freight.leaving().add(load);
        return new Lane.Send(ping, sender.getRef(), false, load);
    }

    /** Keeps what goes to the lane table. */
    private static final class NotedTable implements Lane.Table {
        private final List<Lane.Send> strayed = new CopyOnWriteArrayList<>();

        @Override
        public void stray(Lane.Send send) {
            strayed.add(send);
        }

        @Override
        public void flushed(Lane.Flush flush) {
            throw new AssertionError(flush);
        }
    }

    /** Admits as a gravity does, but never sees the first copy of some numbers. */
    private static final class FarGravity {
        private final long epoch;
        private final Set<Long> dropped = new HashSet<>();
        private final Map<WaveId, Assembly> coming = new HashMap<>();
        private final Scale scale = new Scale("the test", 1_000_000);
        private final List<String> admitted = new CopyOnWriteArrayList<>();
        private long last;

        FarGravity(long epoch, long... dropped) {
            this.epoch = epoch;
            for (long number : dropped) {
                this.dropped.add(number);
            }
        }

        Behavior<GravityCommand> behavior() {
            return Behaviors.receive(GravityCommand.class)
                    .onMessage(Numbered.class, item -> {
                        if (!dropped.remove(item.number()) && item.number() == last + 1) {
                            last++;
                            admit(item);
                            item.lane().tell(new Lane.Admitted(epoch, last));
                        }
                        return Behaviors.same();
                    })
                    .build();
        }

        private void admit(Numbered item) {
            if (item instanceof Part part) {
                Assembly one = coming.computeIfAbsent(part.wave(), wave -> new Assembly(scale, part.slice()));
                assertThat(one.add(part.slice())).isTrue();
                if (one.isWhole()) {
                    byte[] whole = Objects.requireNonNull(one.release());
                    note(Carry.unpack(whole, SERIALIZATION));
                }
            } else if (item instanceof Carry carry) {
                note(carry);
            }
        }

        private void note(Carry carry) {
            admitted.add(carry.target().toString().substring("test:".length())
                    + " "
                    + ((Substance.Text) carry.wave().body()).value());
        }

        List<String> of(Point target) {
            String start = target.toString().substring("test:".length()) + " ";
            return admitted.stream()
                    .filter(one -> one.startsWith(start))
                    .map(one -> one.substring(start.length()))
                    .toList();
        }
    }
}
