package io.hyperspace.freight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.WaveId;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Large messages between two Machines. */
final class ParcelsTest {

    private static final Config CONFIG = ConfigFactory.parseString(
                    "pekko.actor.provider = cluster, pekko.remote.artery.canonical.port = 0")
            .withFallback(ConfigFactory.load());
    private static final ActorTestKit HERE = ActorTestKit.create("hyperspace", CONFIG);
    private static final ActorTestKit THERE = ActorTestKit.create("hyperspace", CONFIG);
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final int PART = 1_000;

    @AfterAll
    static void stop() {
        HERE.shutdownTestKit();
        THERE.shutdownTestKit();
    }

    private final String name = "parcels-" + NAMES.incrementAndGet();
    private final Freight here = new Freight(settings(10_000_000));
    private final Freight there = new Freight(settings(200_000));
    private final AtomicInteger refused = new AtomicInteger();
    private final TestProbe<Reflected> waiting = THERE.createTestProbe();
    private final ActorRef<Parcels.Command> parcels = HERE.spawn(Parcels.create(here), name);
    private final Shipping shipping = new Shipping(HERE.system(), here, parcels);

    private static FreightSettings settings(long arriving) {
        return settings(arriving, Duration.ofMinutes(2));
    }

    private static FreightSettings settings(long arriving, Duration giveUp) {
        return new FreightSettings(
                100_000, PART, 3, 2, 10_000_000, 1_000_000, arriving, Duration.ofMillis(100), giveUp);
    }

    private static <T> ActorRef<T> seenFromHere(ActorRef<T> ref) {
        return ActorRefResolver.get(HERE.system())
                .resolveActorRef(ActorRefResolver.get(THERE.system()).toSerializationFormat(ref));
    }

    private static Pong pong(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return new Pong(
                WaveId.next(), WaveId.next(), Point.parse("test:echo"), 200, Headers.NONE, new Substance.Bin(bytes));
    }

    private void send(Pong pong) {
        shipping.<Reflected>send(seenFromHere(waiting.getRef()), pong, here.load(pong), refused::incrementAndGet);
    }

    @Test
    void messagesArriveAsTheyWereWhateverTheirSizeAndTakeNoRoomAfterwards() {
        THERE.spawn(Parcels.create(there), name);

        for (int size : new int[] {1, PART, 10 * PART, 99_999}) {
            Pong pong = pong(size);
            send(pong);
            assertThat(waiting.receiveMessage()).isEqualTo(pong);
        }

        await().until(() -> here.leaving().bytes() == 0 && there.arriving().bytes() == 0);
        assertThat(refused).hasValue(0);
    }

    @Test
    void whatOneMachineHasNoRoomForIsRefusedThereAndWhatTheOtherHasHere() {
        THERE.spawn(Parcels.create(new Freight(settings(5_000))), name);
        send(pong(10 * PART));
        await().untilAsserted(() -> assertThat(refused).hasValue(1));
        await().until(() -> here.leaving().bytes() == 0);

        here.leaving().add(995_000);
        send(pong(10 * PART));

        assertThat(refused).hasValue(2);
        waiting.expectNoMessage(Duration.ofMillis(100));
    }

    @Test
    void noMorePartsAndMessagesAreUnderWayThanMayBeAndWhatIsNotAcknowledgedIsSentAgain() {
        TestProbe<Parcels.Command> mute = there(name);
        for (int i = 0; i < 3; i++) {
            send(pong(10 * PART));
        }

        Parcel first = parcel(mute, 0);
        parcel(mute, 1);
        parcel(mute, 2);
        for (int i = 0; i < 3; i++) {
            assertThat(parcel(mute, i).number()).isEqualTo(first.number() + 1);
        }
        for (int again = 0; again < 2; again++) {
            parcel(mute, 0);
            parcel(mute, 1);
            parcel(mute, 2);
        }
        first.from().tell(new Parcel.Got(first.number(), 2 * PART));

        await().until(() -> {
            Parcel next = mute.expectMessageClass(Parcel.class);
            return next.number() == first.number() && next.slice().at() == 3 * PART;
        });
    }

    @Test
    void whatGetsNowhereIsGivenUpAndTakesNoRoomAnyMore() {
        there(name + "-hasty");
        Freight hasty = new Freight(settings(10_000_000, Duration.ofSeconds(1)));
        Shipping shipping = new Shipping(HERE.system(), hasty, HERE.spawn(Parcels.create(hasty), name + "-hasty"));
        Pong pong = pong(10 * PART);
        shipping.<Reflected>send(seenFromHere(waiting.getRef()), pong, hasty.load(pong), refused::incrementAndGet);
        assertThat(hasty.leaving().bytes()).isPositive();

        await().until(() -> hasty.leaving().bytes() == 0);
    }

    @Test
    void partsThatComeTwiceOrWithoutTheOthersChangeNothing() {
        ActorRef<Parcels.Command> far = THERE.spawn(Parcels.create(there));
        TestProbe<Parcels.Command> sender = THERE.createTestProbe();
        TestProbe<Object> target = THERE.createTestProbe();
        Slices slices = new Slices(new byte[] {1, 2, 3}, 1);

        for (int index : new int[] {1, 0, 0, 2, 1, 2, 2}) {
            far.tell(new Parcel(sender.getRef(), 7, target.getRef(), 4, "", slices.get(index)));
        }

        for (int bytes : new int[] {0, 1, 1, 1, 2, 3, 3}) {
            assertThat(sender.receiveMessage()).isEqualTo(new Parcel.Got(7, bytes));
        }
        assertThat(target.receiveMessage()).isEqualTo(new byte[] {1, 2, 3});
        target.expectNoMessage(Duration.ofMillis(100));
    }

    /** One that says nothing. */
    private static TestProbe<Parcels.Command> there(String name) {
        TestProbe<Parcels.Command> probe = THERE.createTestProbe();
        THERE.spawn(
                Behaviors.receive(Parcels.Command.class)
                        .onAnyMessage(message -> {
                            probe.getRef().tell(message);
                            return Behaviors.same();
                        })
                        .build(),
                name);
        return probe;
    }

    private static Parcel parcel(TestProbe<Parcels.Command> probe, int index) {
        Parcel parcel = probe.expectMessageClass(Parcel.class);
        assertThat(parcel.slice().at()).isEqualTo(index * PART);
        return parcel;
    }
}
