package io.hyperspace.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.codec.WaveFrames;
import io.hyperspace.freight.Slice;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.trace.TracedWave;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.WaveId;
import java.io.NotSerializableException;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waves as Machines send them. */
final class WaveSerializerTest {

    private static final Config CONFIG = ConfigFactory.parseString(
                    "pekko.actor.provider = cluster, pekko.remote.artery.canonical.port = 0")
            .withFallback(ConfigFactory.load());
    private static final ActorTestKit KIT = ActorTestKit.create("hyperspace", CONFIG);
    private static final Serialization SERIALIZATION =
            SerializationExtension.get(KIT.system().classicSystem());
    private static final int BODY = 64;

    private final ActorRef<Lane.Command> lane =
            KIT.createTestProbe(Lane.Command.class).getRef();
    private final ActorRef<Reflected> waiting =
            KIT.createTestProbe(Reflected.class).getRef();
    private final SerializerWithStringManifest serializer =
            (SerializerWithStringManifest) SERIALIZATION.findSerializerFor(new Carry(lane, 1, ping(), null));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private static Ping ping() {
        Point from = Point.parse("localhost:app:sender");
        Head head = new Head(
                WaveId.next(),
                from,
                Agent.of(from),
                Method.ext("Echo"),
                "/",
                Headers.NONE,
                Substance.text("x".repeat(BODY)),
                Handling.IMMEDIATE,
                System.currentTimeMillis() + 30_000,
                List.of(from));
        return new Ping(head, Point.parse("localhost:app:target"));
    }

    private Object sent(Object message) throws NotSerializableException {
        return serializer.fromBinary(serializer.toBinary(message), serializer.manifest(message));
    }

    @Test
    void aWaveOnALaneArrivesAsItWasSentWithItsActors() throws NotSerializableException {
        Carry kept = new Carry(lane, 1L << 40, ping(), waiting);
        Carry alone = new Carry(lane, 1, ping(), null);

        assertThat(sent(kept)).isEqualTo(kept);
        assertThat(sent(alone)).isEqualTo(alone);
    }

    @Test
    void whatPassesRelaysArrivesWithItsWayAndItsWaveIsReadAtTheEndAlone() throws NotSerializableException {
        ActorRef<GravityCommand> relay =
                KIT.createTestProbe(GravityCommand.class).getRef();
        ActorRef<GravityCommand> gravity =
                KIT.createTestProbe(GravityCommand.class).getRef();
        Carry carry = new Carry(lane, 7, ping(), waiting);
        Mark mark = new Mark(lane, 8, ping().to(), 1L << 40);

        for (Relayed relayed : List.of(
                Relayed.whole(List.of(relay, gravity), carry),
                Relayed.packed(List.of(relay, gravity), carry, SERIALIZATION))) {
            Relayed sent = (Relayed) sent(relayed);
            assertThat(sent.whole()).isNull();
            assertThat(sent.ahead()).containsExactly(relay, gravity);
            assertThat(((Relayed) sent(sent)).item(SERIALIZATION)).isEqualTo(carry);
        }
        assertThat(sent(Relayed.packed(List.of(gravity), mark, SERIALIZATION)))
                .isEqualTo(new Relayed(List.of(gravity), mark, null, null));
    }

    /** No relay reads a wave, so what it is to say of a tracked one comes beside it. */
    @Test
    void whatPassesRelaysIsNamedWhenItIsTracked() throws NotSerializableException {
        ActorRef<GravityCommand> gravity =
                KIT.createTestProbe(GravityCommand.class).getRef();
        Headers headers = Headers.of("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        Ping tracked = new Ping(withHeaders(ping().head(), headers), ping().to());
        Carry carry = new Carry(lane, 7, tracked, waiting);

        Relayed sent = (Relayed) sent(Relayed.packed(List.of(gravity), carry, SERIALIZATION));
        Relayed untracked = Relayed.packed(List.of(gravity), new Carry(lane, 7, ping(), waiting), SERIALIZATION);

        assertThat(sent.traced()).isEqualTo(TracedWave.of(tracked)).isNotNull();
        assertThat(sent.item(SERIALIZATION)).isEqualTo(carry);
        assertThat(((Relayed) sent(untracked)).traced()).isNull();
    }

    private static Head withHeaders(Head head, Headers headers) {
        return new Head(
                head.id(),
                head.from(),
                head.agent(),
                head.method(),
                head.uri(),
                headers,
                head.body(),
                head.handling(),
                head.deadline(),
                head.chain());
    }

    @Test
    void aPartOfAWaveArrivesAlsoThroughRelays() throws NotSerializableException {
        ActorRef<GravityCommand> gravity =
                KIT.createTestProbe(GravityCommand.class).getRef();
        byte[] bytes = {1, 2, 3};
        Part part = new Part(lane, 7, ping().to(), ping().id(), waiting, new Slice(4, 7, bytes));

        Part sent = (Part) sent(part);
        Relayed packed = (Relayed) sent(Relayed.packed(List.of(gravity), part, SERIALIZATION));
        Relayed whole = (Relayed) sent(Relayed.whole(List.of(gravity), part));

        for (Part arrived : List.of(sent, (Part) packed.item(SERIALIZATION), (Part) whole.item(SERIALIZATION))) {
            assertThat(arrived).usingRecursiveComparison().isEqualTo(part);
        }
        assertThat(((Part) sent(new Part(lane, 7, ping().to(), ping().id(), null, new Slice(0, 3, bytes)))).replyTo())
                .isNull();
    }

    @Test
    void whoWaitsOnAnotherMachineThanTheLaneIsFoundThere() throws NotSerializableException {
        ActorTestKit other = ActorTestKit.create("hyperspace", CONFIG);
        try {
            ActorRef<Reflected> there = other.createTestProbe(Reflected.class).getRef();
            String remote = ActorRefResolver.get(other.system()).toSerializationFormat(there);
            ActorRef<Reflected> seen = ActorRefResolver.get(KIT.system()).resolveActorRef(remote);

            Carry carry = new Carry(lane, 7, ping(), seen);

            assertThat(sent(carry)).isEqualTo(carry);
        } finally {
            other.shutdownTestKit();
        }
    }

    @Test
    void aPingIsSmall() {
        assertThat(SERIALIZATION.findSerializerFor(new Carry(lane, 1_000, ping(), waiting)))
                .isEqualTo(serializer);
        Carry carry = new Carry(lane, 1_000, ping(), waiting);
        Pong pong = new Pong(WaveId.next(), WaveId.next(), ping().to(), 200, Headers.NONE, ping().body());
        int withNames = SERIALIZATION
                .serialize(new Return.Back(1, 1, false, carry, null))
                .get()
                .length;

        assertThat(serializer.toBinary(carry).length)
                .as("bytes of a ping")
                .isLessThan(withNames / 2)
                .isLessThan(BODY + 180);
        assertThat(serializer.toBinary(pong).length).as("bytes of a pong").isLessThan(BODY + 80);
    }

    /** A guest's frame may nest so far, and on a lane its body lies deeper than in the frame. */
    @Test
    void aBodyThatNestsAsFarAsAFrameMayArrives() throws NotSerializableException {
        Substance body = Substance.text("deep");
        for (int i = 0; i < 31; i++) {
            body = new Substance.ListOf(List.of(body));
        }
        Head head = ping().head();
        Head deep = new Head(
                head.id(),
                head.from(),
                head.agent(),
                head.method(),
                head.uri(),
                head.headers(),
                body,
                head.handling(),
                head.deadline(),
                head.chain());
        Carry carry = new Carry(lane, 1, ping().withHead(deep), waiting);

        assertThat(WaveFrames.outgoing(WaveFrames.toCbor(carry.wave())).body()).isEqualTo(body);
        assertThat(sent(carry)).isEqualTo(carry);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "P", "R", "V"})
    void whatIsNoWaveIsRefused(String manifest) {
        assertThatThrownBy(() -> serializer.fromBinary(new byte[] {1, 2, 3}, manifest))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageStartingWith("not a wave: ");
    }
}
