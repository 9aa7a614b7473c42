package io.hyperspace.lane;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.freight.Freight;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.topology.StarGraph;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A lane to a star of its own Machine whose relay moves to another, while large waves, which were sent whole, are not
 * admitted yet.
 */
final class RelayMovesAwayTest {

    private static final StarKey STAR = StarKey.of(StarKind.MAELSTROM, 0);
    private static final StarKey NEXUS = StarKey.of(StarKind.NEXUS, 0);
    private static final Duration NEVER = Duration.ofSeconds(60);
    private static final int LENGTH = 100_000;
    private static final long EPOCH = 1;
    private static final Config CONFIG = ConfigFactory.parseString(
                    "pekko.actor.provider = cluster, pekko.remote.artery.canonical.port = 0")
            .withFallback(ConfigFactory.load());
    private static final ActorTestKit HERE = ActorTestKit.create("hyperspace", CONFIG);
    private static final ActorTestKit THERE = ActorTestKit.create("hyperspace", CONFIG);

    @AfterAll
    static void stop() {
        HERE.shutdownTestKit();
        THERE.shutdownTestKit();
    }

    private final TestProbe<Knock> door = HERE.createTestProbe();
    private final TestProbe<String> admitted = HERE.createTestProbe();
    private final TestProbe<Reflected> sender = HERE.createTestProbe();
    private final ActorRef<GravityCommand> gravity = HERE.spawn(gravity());
    private final ActorRef<GravityCommand> deaf = HERE.spawn(relay(false));
    private ActorRef<Lane.Command> lane = HERE.spawn(Behaviors.ignore());

    /** Through a relay on this Machine, which passes nothing on. */
    @BeforeEach
    void openTheLane() {
        lane = HERE.spawn(Lane.create(STAR, paths(), TestLanes.NO_TABLE, settings(), new Freight(Freights.SETTINGS)));
        door.receiveMessage();
        lane.tell(greet(deaf));
    }

    @Test
    void largeWavesThatWereSentGoStraightInTheirTurnAndTheOthersByTheNewWay() {
        send("a");
        send("large".repeat(LENGTH));
        send("b");
        send("c");
        send("also large".repeat(LENGTH));
        send("d");

        moveTheRelayAway();

        for (String text : List.of("a", "large".repeat(LENGTH), "b", "c", "also large".repeat(LENGTH), "d")) {
            assertThat(admitted.receiveMessage()).isEqualTo(text);
        }
        send("e");
        assertThat(admitted.receiveMessage()).isEqualTo("e");
        sender.expectNoMessage(Duration.ofMillis(100));
    }

    @Test
    void aLargeWaveThatGravityHasAdmittedIsNotAdmittedAgainThoughTheLaneHasNotHeardOfIt() {
        String large = "large".repeat(LENGTH);
        send("a");
        send(large);
        send("b");
        gravity.tell(new Carry(lane, 1, ping("a"), null));
        gravity.tell(new Carry(lane, 2, ping(large), null));
        assertThat(admitted.receiveMessage()).isEqualTo("a");
        assertThat(admitted.receiveMessage()).isEqualTo(large);

        moveTheRelayAway();

        assertThat(admitted.receiveMessage()).isEqualTo("b");
        sender.expectNoMessage(Duration.ofMillis(100));
    }

    private void moveTheRelayAway() {
        deaf.tell(Knock.at(lane));
        door.receiveMessage();
        ActorRef<GravityCommand> moved = THERE.spawn(relay(true));
        String address = ActorRefResolver.get(THERE.system()).toSerializationFormat(moved);
        lane.tell(greet(ActorRefResolver.get(HERE.system()).resolveActorRef(address)));
    }

    private Greet greet(ActorRef<GravityCommand> relay) {
        return new Greet(gravity, EPOCH, List.of(new Relay(NEXUS, relay)));
    }

    /** Ends when it is knocked at. */
    private static Behavior<GravityCommand> relay(boolean passesOn) {
        return Behaviors.receive(GravityCommand.class)
                .onMessage(Knock.class, knock -> Behaviors.stopped())
                .onMessage(Relayed.class, relayed -> {
                    if (passesOn) {
                        relayed.passOn();
                    }
                    return Behaviors.same();
                })
                .build();
    }

    /** Admits in order, each once, and acknowledges all but waves that nobody waits for. */
    private Behavior<GravityCommand> gravity() {
        return Behaviors.setup(context -> {
            long[] last = {0};
            return Behaviors.receive(GravityCommand.class)
                    .onMessage(Relayed.class, relayed -> {
                        context.getSelf().tell(relayed.item(SerializationExtension.get(context.getSystem())));
                        return Behaviors.same();
                    })
                    .onMessage(Numbered.class, item -> {
                        if (item.number() == last[0] + 1) {
                            last[0]++;
                            admit(item);
                        }
                        if (!(item instanceof Carry carry) || carry.replyTo() != null) {
                            item.lane().tell(new Lane.Admitted(EPOCH, last[0]));
                        }
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    private void admit(Numbered item) {
        if (item instanceof Carry carry) {
            admitted.getRef().tell(((Substance.Text) carry.wave().body()).value());
        }
    }

    private GoldenPaths paths() {
        StarGraph graph = StarGraph.of(
                List.of("machine - nexus", "nexus - maelstrom"), 4, Map.of(StarKind.NEXUS, 1, StarKind.MAELSTROM, 1));
        return new GoldenPaths(graph, NEVER, (star, knock) -> door.getRef().tell(knock));
    }

    private static LaneSettings settings() {
        return new LaneSettings(10, NEVER, NEVER, NEVER, 10, 10, 10, Freights.SETTINGS);
    }

    private void send(String text) {
        lane.tell(new Lane.Send(ping(text), sender.getRef(), false, text.length() < LENGTH ? 0 : text.length()));
    }

    private static Ping ping(String text) {
        return TestLanes.ping(text, TestLanes.ECHO);
    }
}
