package io.hyperspace.lane;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.hyperspace.freight.Freight;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.topology.StarGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A lane in a graph: its waves go to a relay, which may be lost while the gravity that admits them stays. */
final class RelayedLaneTest {

    private static final StarKey STAR = StarKey.of(StarKind.MAELSTROM, 0);
    private static final StarKey FIRST = StarKey.of(StarKind.NEXUS, 0);
    private static final StarKey SECOND = StarKey.of(StarKind.NEXUS, 1);
    private static final Duration NEVER = Duration.ofSeconds(60);
    private static final ActorTestKit KIT = ActorTestKit.create(
            ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private record Knocked(StarKey at, Knock knock) {}

    private final TestProbe<Knocked> door = KIT.createTestProbe();
    private final TestProbe<GravityCommand> gravity = KIT.createTestProbe();
    private final TestProbe<GravityCommand> relay = KIT.createTestProbe();
    private final TestProbe<Reflected> sender = KIT.createTestProbe();
    private final Serialization serialization = SerializationExtension.get(KIT.system());

    @Test
    void aKnockGoesToTheFirstRelayAndNamesTheStarsAhead() {
        ActorRef<Lane.Command> lane = lane(NEVER);

        Knocked knocked = door.receiveMessage();

        assertThat(knocked).isEqualTo(new Knocked(FIRST, new Knock(lane, List.of(STAR), List.of())));
        Relay passed = new Relay(FIRST, relay.getRef());
        assertThat(knocked.knock().passing(passed)).isEqualTo(new Knock(lane, List.of(), List.of(passed)));
    }

    @Test
    void wavesGoToTheRelayWhichPassesThemToTheGravity() {
        ActorRef<Lane.Command> lane = lane(NEVER);
        lane.tell(greet(relay.getRef()));

        lane.tell(send("a"));
        lane.tell(new Lane.Flush(TestLanes.ECHO, 7));

        Relayed wave = relay.expectMessageClass(Relayed.class);
        assertThat(wave.hasArrived()).isFalse();
        wave.passOn();
        relay.expectMessageClass(Relayed.class).passOn();
        assertThat(carried().wave().body()).isEqualTo(Substance.text("a"));
        Relayed mark = gravity.expectMessageClass(Relayed.class);
        assertThat(mark.item(serialization)).isEqualTo(new Mark(lane, 2, TestLanes.ECHO, 7));
    }

    @Test
    void aPackedWaveIsUnpackedAsItWas() {
        Carry carry = new Carry(lane(NEVER), 3, ping("body"), sender.getRef());

        Relayed relayed = Relayed.packed(List.of(gravity.getRef()), carry, serialization);
        relayed.passOn();

        assertThat(relayed.whole()).isNull();
        assertThat(carried()).isEqualTo(carry);
    }

    @Test
    void whatWasWithALostRelayGoesToTheSameGravityByAnotherWayUnderTheSameNumbers() {
        ActorRef<GravityCommand> mortal = KIT.spawn(TestLanes.mortal());
        ActorRef<Lane.Command> lane = lane(NEVER);
        door.receiveMessage();
        lane.tell(greet(mortal));
        lane.tell(send("a"));
        lane.tell(send("b"));

        mortal.tell(Knock.at(lane));

        assertThat(door.receiveMessage().at()).isEqualTo(SECOND);
        lane.tell(send("c"));
        lane.tell(new Lane.Admitted(1, 1));
        lane.tell(new Greet(gravity.getRef(), 1, List.of(new Relay(SECOND, relay.getRef()))));
        for (int i = 0; i < 2; i++) {
            relay.expectMessageClass(Relayed.class).passOn();
        }
        Carry second = carried();
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.wave().body()).isEqualTo(Substance.text("b"));
        assertThat(carried().number()).isEqualTo(3);
        sender.expectNoMessage(Duration.ofMillis(100));
    }

    @Test
    void aLaneThatHearsNothingKnocksByAnotherWayAndTakesIt() {
        ActorRef<Lane.Command> lane = lane(Duration.ofMillis(100));
        door.receiveMessage();
        lane.tell(greet(KIT.<GravityCommand>createTestProbe().getRef()));
        lane.tell(send("a"));

        assertThat(door.receiveMessage().at()).isEqualTo(SECOND);
        lane.tell(new Greet(gravity.getRef(), 1, List.of(new Relay(SECOND, relay.getRef()))));

        relay.expectMessageClass(Relayed.class).passOn();
        assertThat(carried().number()).isEqualTo(1);
    }

    @Test
    void aLaneThatIsNotGreetedKnocksByEveryWayInTurn() {
        lane(NEVER, Duration.ofMillis(50), "machine - nexus[0]", "machine - nexus[1]", "nexus - maelstrom");

        List<StarKey> asked = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            asked.add(door.receiveMessage().at());
        }

        assertThat(asked).containsExactly(FIRST, SECOND, FIRST, SECOND);
    }

    @Test
    void aGreetingByAnotherWayIsNotTakenWhileAllIsWell() {
        ActorRef<Lane.Command> lane =
                lane(NEVER, Duration.ofMillis(50), "machine - nexus[0]", "machine - nexus[1]", "nexus - maelstrom");
        door.receiveMessage();
        door.receiveMessage();
        lane.tell(greet(relay.getRef()));
        lane.tell(send("a"));

        TestProbe<GravityCommand> other = KIT.createTestProbe();
        lane.tell(new Greet(gravity.getRef(), 1, List.of(new Relay(SECOND, other.getRef()))));
        lane.tell(send("b"));

        relay.expectMessageClass(Relayed.class);
        relay.expectMessageClass(Relayed.class);
        other.expectNoMessage(Duration.ofMillis(100));
    }

    @Test
    void aLaneThatHearsNothingTriesAThirdWayWhenTheSecondIsSilentToo() {
        ActorRef<Lane.Command> lane = lane(Duration.ofMillis(100), NEVER, "machine - nexus", "nexus - maelstrom");
        StarKey third = StarKey.of(StarKind.NEXUS, 2);
        door.receiveMessage();
        lane.tell(greet(KIT.<GravityCommand>createTestProbe().getRef()));
        lane.tell(send("a"));

        assertThat(List.of(door.receiveMessage().at(), door.receiveMessage().at()))
                .containsExactly(SECOND, third);
    }

    @Test
    void theOnlyRelayIsKnockedAtAgainWhenItIsLost() {
        ActorRef<GravityCommand> mortal = KIT.spawn(TestLanes.mortal());
        ActorRef<Lane.Command> lane = lane(NEVER, "machine - nexus[0]", "nexus - maelstrom", "nexus - nexus");
        door.receiveMessage();
        lane.tell(greet(mortal));

        mortal.tell(Knock.at(lane));

        assertThat(door.receiveMessage().at()).isEqualTo(FIRST);
    }

    @Test
    void aGravityThatIsLostBehindARelayEndsWhatItHadNotAdmitted() {
        ActorRef<GravityCommand> mortal = KIT.spawn(TestLanes.mortal());
        ActorRef<Lane.Command> lane = lane(NEVER);
        lane.tell(new Greet(mortal, 1, List.of(new Relay(FIRST, relay.getRef()))));
        lane.tell(send("a"));

        mortal.tell(Knock.at(lane));

        assertThat(sender.receiveMessage().status()).isEqualTo(503);
    }

    private Carry carried() {
        Relayed arrived = gravity.expectMessageClass(Relayed.class);
        assertThat(arrived.hasArrived()).isTrue();
        return (Carry) arrived.item(serialization);
    }

    private Greet greet(ActorRef<GravityCommand> through) {
        return new Greet(gravity.getRef(), 1, List.of(new Relay(FIRST, through)));
    }

    private ActorRef<Lane.Command> lane(Duration resend) {
        return lane(resend, "machine - nexus[0]", "machine - nexus[1]", "nexus - maelstrom");
    }

    private ActorRef<Lane.Command> lane(Duration resend, String... lanes) {
        return lane(resend, NEVER, lanes);
    }

    private ActorRef<Lane.Command> lane(Duration resend, Duration knock, String... lanes) {
        StarGraph graph = StarGraph.of(List.of(lanes), 4, Map.of(StarKind.NEXUS, 3, StarKind.MAELSTROM, 1));
        GoldenPaths paths =
                new GoldenPaths(graph, NEVER, (star, asked) -> door.getRef().tell(new Knocked(star, asked)));
        LaneSettings settings = new LaneSettings(10, resend, knock, NEVER, 10, 10, 10, Freights.SETTINGS);
        return KIT.spawn(Lane.create(STAR, paths, TestLanes.NO_TABLE, settings, new Freight(Freights.SETTINGS)));
    }

    private Lane.Send send(String text) {
        return new Lane.Send(ping(text), sender.getRef());
    }

    private static Ping ping(String text) {
        return TestLanes.ping(text, TestLanes.ECHO);
    }
}
