package io.hyperspace.star;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.hyperspace.freight.Scale;
import io.hyperspace.freight.Slice;
import io.hyperspace.freight.Slices;
import io.hyperspace.lane.Carry;
import io.hyperspace.lane.Lane;
import io.hyperspace.lane.Part;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.WaveId;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Waves that come to a gravity in parts. */
final class ArrivalsTest {

    private static final ActorTestKit KIT = ActorTestKit.create(
            ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));
    private static final Serialization SERIALIZATION = SerializationExtension.get(KIT.system());
    private static final int PART = 1_000;

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private final TestProbe<Lane.Command> lane = KIT.createTestProbe();
    private final TestProbe<Reflected> sender = KIT.createTestProbe();
    private final Scale scale = new Scale("the test", 20_000);
    private final Arrivals arrivals = new Arrivals(scale, SERIALIZATION);

    private Carry wave(int size) {
        Head head = new Head(
                WaveId.next(),
                Point.ROOT,
                Agent.HYPERUSER,
                Method.ext("Say"),
                "/",
                Headers.NONE,
                Substance.text("x".repeat(size)),
                Handling.IMMEDIATE,
                System.currentTimeMillis() + 60_000,
                List.of());
        return new Carry(lane.getRef(), 0, new Ping(head, Point.parse("test:echo")), sender.getRef());
    }

    private Part part(Carry carry, long number, Slice slice) {
        return new Part(lane.getRef(), number, carry.target(), carry.wave().id(), sender.getRef(), slice);
    }

    @Test
    void twoWavesWhosePartsComeByTurnsAreBothPutTogetherUnderTheNumbersOfTheirLastParts() {
        Carry first = wave(3 * PART);
        Carry second = wave(3 * PART);
        Slices one = first.cut(SERIALIZATION, PART);
        Slices two = second.cut(SERIALIZATION, PART);
        int last = one.count() - 1;
        for (int i = 0; i < last; i++) {
            assertThat(arrivals.take(part(first, 2L * i + 1, one.get(i)))).isNull();
            assertThat(arrivals.take(part(second, 2L * i + 2, two.get(i)))).isNull();
        }

        assertThat(arrivals.take(part(first, 50, one.get(last)))).isEqualTo(first.withNumber(50));
        assertThat(arrivals.take(part(second, 51, two.get(last)))).isEqualTo(second.withNumber(51));

        assertThat(scale.bytes()).isZero();
    }

    @Test
    void oneForWhichThereIsNoRoomIsRefusedAtOnceAndItsOtherPartsAreLetGo() {
        Carry first = wave(15 * PART);
        Carry second = wave(15 * PART);
        arrivals.take(part(first, 1, first.cut(SERIALIZATION, PART).get(0)));
        Slices slices = second.cut(SERIALIZATION, PART);

        for (int i = 0; i < slices.count(); i++) {
            assertThat(arrivals.take(part(second, i + 2L, slices.get(i)))).isNull();
        }

        Reflected answer = sender.receiveMessage();
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.of()).isEqualTo(second.wave().id());
        sender.expectNoMessage();
    }

    @Test
    void whatIsNotWholeTakesNoRoomOnceItsLaneOrGravityIsGone() {
        Carry first = wave(8 * PART);
        arrivals.take(part(first, 1, first.cut(SERIALIZATION, PART).get(0)));
        assertThat(scale.bytes()).isPositive();

        arrivals.forget(lane.getRef());
        assertThat(scale.bytes()).isZero();
        arrivals.take(part(first, 2, first.cut(SERIALIZATION, PART).get(0)));
        arrivals.forgetAll();

        assertThat(scale.bytes()).isZero();
    }

    @Test
    void whatCannotBeReadIsAnsweredWithAFault() {
        Carry first = wave(10);

        assertThat(arrivals.take(part(first, 1, new Slice(0, 3, new byte[] {1, 2, 3}))))
                .isNull();

        assertThat(sender.receiveMessage().status()).isEqualTo(500);
    }
}
