package io.hyperspace.delivery;

import static io.hyperspace.delivery.TestWaves.ok;
import static io.hyperspace.delivery.TestWaves.ping;
import static io.hyperspace.delivery.TestWaves.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.hyperspace.provision.MapOutbox;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.Sequence;
import io.hyperspace.space.wave.Signal;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What an outbox says of numbered waves: which of the same sender's to the same target are settled. */
final class NumberedWavesTest {

    private static final StarKey STAR = StarKey.of(StarKind.MAELSTROM, 0);
    private static final Ulid RUN = Ulid.next();
    private static final Point ONE = Point.parse("test:one");
    private static final Point OTHER = Point.parse("test:other");
    private static final String QUICK = "retry-after = 20ms, retry-most = 40ms, tick = 5ms, store-after = 0ms";
    private static final ActorTestKit KIT = ActorTestKit.create(
            ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));

    private record Sent(Directed wave, ActorRef<Reflected> replyTo) implements NoSerializationVerificationNeeded {
        long settled() {
            return Objects.requireNonNull(wave.head().sequence()).settled();
        }

        void answer() {
            replyTo.tell(ok(wave, "done"));
        }
    }

    private final MapOutbox disk = new MapOutbox();
    private final TestProbe<Sent> way = KIT.createTestProbe();
    private final TestProbe<Kept> courier = KIT.createTestProbe();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void whatIsAcceptedAndNotAnsweredIsNotSettled() {
        ActorRef<StarOutbox.Command> outbox = outbox();
        Sent first = sent(outbox, signal(ONE, 1, 1));
        Sent second = sent(outbox, signal(ONE, 2, 2));
        assertThat(first.settled()).isEqualTo(1);
        assertThat(second.settled()).isEqualTo(1);

        second.answer();
        await().until(() -> disk.size() == 1);
        Sent third = sent(outbox, signal(ONE, 3, 3));
        assertThat(third.settled()).isEqualTo(1);
        assertThat(sent(outbox, signal(OTHER, 4, 4)).settled()).isEqualTo(4);

        first.answer();
        await().until(() -> disk.size() == 2);
        assertThat(sent(outbox, signal(ONE, 5, 5)).settled()).isEqualTo(3);
    }

    @Test
    void whatTheSenderDoesNotCallAcceptedIsNotSettled() {
        ActorRef<StarOutbox.Command> outbox = outbox();

        assertThat(sent(outbox, signal(ONE, 9, 4)).settled()).isEqualTo(4);
    }

    @Test
    void nothingIsSaidOfWhatMayStillBeOnDisk() {
        ActorRef<StarOutbox.Command> last = outbox();
        sent(last, signal(ONE, 1, 1));
        sent(last, signal(ONE, 2, 2));
        await().until(() -> disk.size() == 2);
        KIT.stop(last);
        ActorRef<StarOutbox.Command> next = outbox();
        Sent first = way.receiveMessage();
        Sent second = way.receiveMessage();
        assertThat(first.settled()).isZero();
        assertThat(second.settled()).isZero();

        assertThat(sent(next, signal(ONE, 3, 3)).settled()).isEqualTo(1);
        first.answer();
        second.answer();
        await().until(() -> disk.size() == 1);
        assertThat(sent(next, signal(ONE, 4, 4)).settled()).isEqualTo(3);
    }

    @Test
    void aWaveThatIsSentAgainSaysWhatIsSettledByThen() {
        ActorRef<StarOutbox.Command> outbox = outbox(QUICK + ", resend-after = 200ms");
        Sent first = sent(outbox, signal(ONE, 1, 1));
        Sent second = sent(outbox, signal(ONE, 5, 2));
        assertThat(second.settled()).isEqualTo(1);

        first.answer();
        sent(outbox, signal(ONE, 6, 6)).answer();

        Sent again = way.receiveMessage();
        assertThat(again.wave().id()).isEqualTo(second.wave().id());
        assertThat(again.settled()).isEqualTo(5);
    }

    @Test
    void oneThatIsOnDiskIsNotSettledThoughItCouldNotBeStoredAgain() {
        ActorRef<StarOutbox.Command> last = outbox();
        Sent accepted = sent(last, signal(ONE, 1, 1));
        assertThat(courier.receiveMessage().refusal()).isNull();
        KIT.stop(last);
        disk.unreadable = true;
        CompletableFuture<Void> told = new CompletableFuture<>();
        disk.told = told;
        ActorRef<StarOutbox.Command> next = outbox();
        next.tell(new Keep(accepted.wave(), null, courier.getRef()));

        disk.unreadable = false;
        Sent again = way.receiveMessage();
        told.completeExceptionally(new IllegalStateException("lost"));

        assertThat(courier.receiveMessage().refusal()).isNull();
        courier.expectNoMessage(Duration.ofMillis(200));
        disk.told = CompletableFuture.completedFuture(null);
        assertThat(sent(next, signal(ONE, 2, 2)).settled()).isEqualTo(1);
        again.answer();
        await().until(() -> disk.size() == 1);
        assertThat(sent(next, signal(ONE, 3, 3)).settled()).isEqualTo(2);
    }

    @Test
    void whatCouldNotBeStoredHoldsNobodyUp() {
        ActorRef<StarOutbox.Command> outbox = outbox();
        sent(outbox, signal(ONE, 1, 1)).answer();
        await().until(() -> disk.size() == 0);
        disk.away = true;
        Signal refused = signal(ONE, 2, 2);
        outbox.tell(new Keep(refused, null, courier.getRef()));
        assertThat(way.receiveMessage().settled()).isEqualTo(2);
        await().untilAsserted(
                        () -> assertThat(courier.receiveMessage().refusal()).isNotNull());
        disk.away = false;

        assertThat(sent(outbox, signal(ONE, 3, 2)).settled()).isEqualTo(2);
        assertThat(sent(outbox, refused).settled()).isEqualTo(2);
        assertThat(sent(outbox, signal(OTHER, 4, 4)).settled()).isEqualTo(4);
    }

    private Sent sent(ActorRef<StarOutbox.Command> outbox, Signal signal) {
        outbox.tell(new Keep(signal, null, courier.getRef()));
        Sent sent = way.receiveMessage();
        assertThat(sent.wave().id()).isEqualTo(signal.id());
        return sent;
    }

    private static Signal signal(Point target, long number, long settled) {
        long deadline = System.currentTimeMillis() + 60_000;
        return new Signal(
                ping(Handling.DURABLE, deadline).head().numbered(new Sequence(STAR, RUN, number, settled)), target);
    }

    private ActorRef<StarOutbox.Command> outbox() {
        return outbox(QUICK);
    }

    private ActorRef<StarOutbox.Command> outbox(String overrides) {
        Route route = (wave, replyTo) -> way.getRef().tell(new Sent(wave, replyTo));
        return KIT.spawn(StarOutbox.create(STAR, disk, route, settings(overrides), new NearOutboxes()));
    }
}
