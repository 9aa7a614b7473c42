package io.hyperspace.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.Reply;
import io.hyperspace.freight.Slice;
import io.hyperspace.freight.Slices;
import io.hyperspace.lane.Carry;
import io.hyperspace.lane.Greet;
import io.hyperspace.lane.Knock;
import io.hyperspace.lane.Lane;
import io.hyperspace.lane.Part;
import io.hyperspace.lane.StarCommand;
import io.hyperspace.overview.LaneReport;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.star.Star;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.Test;

/** A Machine whose waves all pass one nexus, which is lost and comes back. */
final class GraphOnAMachineTest {

    private static final Point ECHO = Point.parse("test:echo");
    private static final StarKey NEXUS = StarKey.of(StarKind.NEXUS, 0);
    private static final String GRAPH = "hyperspace.topology = graph\n";
    private static final int WAVES = 300;

    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final ScriptedDriver driver = new ScriptedDriver(context -> wave -> {
        handled.add(wave.uri());
        return CompletableFuture.completedFuture(Reply.ok(wave.body()));
    });

    @Test
    void theLanesSayThroughWhichStarsTheyLead() {
        try (TestHyperverse world = world("hyperspace.lane.resend-after = 1h")) {
            assertThat(ping(world, "one").join().status()).isEqualTo(200);

            assertThat(lanes(world)).singleElement().satisfies(lane -> {
                assertThat(lane.state()).isEqualTo(LaneReport.State.OPEN);
                assertThat(lane.through()).containsExactly(NEXUS);
            });
        }
    }

    @Test
    void nothingIsLostReorderedOrRepeatedWhenTheNexusStopsInOrderUnderTraffic() {
        try (TestHyperverse world = world("")) {
            ping(world, "warm").join();
            List<CompletableFuture<Pong>> pongs = new ArrayList<>();
            for (int i = 0; i < WAVES; i++) {
                pongs.add(ping(world, Integer.toString(i)));
                if (i % (WAVES / 3) == WAVES / 6) {
                    nexus(world);
                }
            }

            assertThat(pongs)
                    .allSatisfy(pong -> assertThat(pong.join().status()).isEqualTo(200));
            assertThat(handled.subList(1, handled.size()))
                    .isEqualTo(IntStream.range(0, WAVES).mapToObj(i -> "/" + i).toList());
            await().untilAsserted(() -> assertThat(lanes(world))
                    .singleElement()
                    .matches(lane -> lane.state() == LaneReport.State.OPEN
                            && lane.through().equals(List.of(NEXUS))));
        }
    }

    @Test
    void aGravityAdmitsThePartsOfAWaveInTheirTurnsAndGivesItToItsParticleWithTheLast() {
        try (TestHyperverse world = world("")) {
            assertThat(ping(world, "warm").join().status()).isEqualTo(200);
            StarKey star = Objects.requireNonNull(lanes(world).get(0).star());
            TestProbe<Lane.Command> lane = world.kit.createTestProbe();
            TestProbe<Reflected> sender = world.kit.createTestProbe();
            ClusterSharding.get(world.kit.system())
                    .entityRefFor(EntityTypeKey.create(StarCommand.class, "star-maelstrom"), star.toString())
                    .tell(new Knock(lane.getRef(), List.of(), List.of()));
            Greet greet = lane.expectMessageClass(Greet.class);
            Ping ping = ping("whole");

            greet.gravity().tell(new Carry(lane.getRef(), 1, ping, sender.getRef()));
            assertThat(((Pong) sender.receiveMessage()).status()).isEqualTo(200);
            Ping large = ping("in-parts");
            Slices slices = new Carry(lane.getRef(), 0, large, sender.getRef())
                    .cut(SerializationExtension.get(world.kit.system()), 50);
            assertThat(slices.count()).isGreaterThan(2);
            for (int index = 0; index < slices.count(); index++) {
                for (int part : new int[] {index + 1, index, Math.max(0, index - 1), index}) {
                    if (part < slices.count()) {
                        Slice slice = slices.get(part);
                        greet.gravity()
                                .tell(new Part(lane.getRef(), part + 2L, ECHO, large.id(), sender.getRef(), slice));
                    }
                }
            }

            assertThat(sender.receiveMessage().of()).isEqualTo(large.id());
            sender.expectNoMessage(Duration.ofMillis(100));
            assertThat(lane.fishForMessage(
                            Duration.ofSeconds(30),
                            command -> command.equals(new Lane.Admitted(greet.epoch(), slices.count() + 1L))
                                    ? FishingOutcomes.complete()
                                    : FishingOutcomes.continueAndIgnore()))
                    .hasSize(1);
        }
    }

    @Test
    void aParticleThatIsSaidToLiveInAStarThatIsNotThereIsAnsweredWithAFault() {
        try (TestHyperverse world = world("")) {
            world.registry
                    .assign(
                            ECHO,
                            world.registry
                                    .record(ECHO)
                                    .toCompletableFuture()
                                    .join()
                                    .incarnation(),
                            0,
                            StarKey.of(StarKind.MAELSTROM, 7))
                    .toCompletableFuture()
                    .join();

            Pong pong = ping(world, "lost").join();

            assertThat(pong.status()).isEqualTo(503);
            assertThat(pong.body().toString()).contains("E0424", "no lane of the graph leads to star");
        }
    }

    @Test
    void aMachineWhoseGraphLeavesAStarOutOfReachDoesNotStart() {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> new TestHyperverse(
                        GRAPH + "hyperspace.graph.lanes = [\"machine - nexus\", \"nexus - maelstrom[1]\"]", driver))
                .withMessageContaining("no lane of the graph leads to star <<central:maelstrom[0]>>");
    }

    private TestHyperverse world(String settings) {
        TestHyperverse world = new TestHyperverse(GRAPH + settings, driver);
        world.registry.create("test:echo", ScriptedDriver.KIND);
        return world;
    }

    private static List<LaneReport> lanes(TestHyperverse world) {
        return world.machine
                .services()
                .overview()
                .get()
                .lanes()
                .toCompletableFuture()
                .join();
    }

    private static void nexus(TestHyperverse world) {
        ClusterSharding.get(world.kit.system())
                .entityRefFor(EntityTypeKey.create(StarCommand.class, "star-nexus"), NEXUS.toString())
                .tell(Star.Stop.NOW);
    }

    private static CompletableFuture<Pong> ping(TestHyperverse world, String path) {
        return world.machine.services().waves().ping(ping(path)).toCompletableFuture();
    }

    private static Ping ping(String path) {
        Head head = new Head(
                WaveId.next(),
                Point.ROOT,
                Agent.HYPERUSER,
                Method.ext("Say"),
                "/" + path,
                Headers.NONE,
                Substance.text("hello"),
                Handling.IMMEDIATE,
                System.currentTimeMillis() + 30_000,
                List.of());
        return new Ping(head, ECHO);
    }
}
