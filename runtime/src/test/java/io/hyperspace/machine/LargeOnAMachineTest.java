package io.hyperspace.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.DurableState;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.ParticleContext.Outgoing;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The limits of large waves where sender and target share a Machine. */
final class LargeOnAMachineTest {

    private static final Point ECHO = Point.parse("test:echo");
    private static final String LIMITS = """
            hyperspace {
              waves.max-body = 100 KiB
              freight { lane-size = 150 KiB, leaving-size = 250 KiB }
              particle.state.max-event = 200 KiB
              star.acknowledge-after = 500ms
            }
            """;

    /** What a lane has sent counts until gravity has admitted as many waves, for its ticks are far away. */
    private static final String BY_NUMBER = """
            lane.resend-after = 1h
            star { acknowledge-after = 1h, acknowledge-every = 8 }
            """;

    private static final int LARGE = 90 << 10;

    @Test
    void largeWavesThatFindNoRoomInALaneAre429AndSmallOnesAndLaterOnesPass() {
        try (TestHyperverse world = world(BY_NUMBER)) {
            roomFor(world, 1, "the memory of the lane");
        }
    }

    @Test
    void largeWavesThatFindNoRoomOnAMachineAre429AndSmallOnesAndLaterOnesPass() {
        try (TestHyperverse world = world(BY_NUMBER + "freight.lane-size = 1 MiB")) {
            roomFor(world, 2, "that leave this Machine");
        }
    }

    private static void roomFor(TestHyperverse world, int count, String full) {
        assertThat(ping(world, letter(Handling.IMMEDIATE, 1)).join().status()).isEqualTo(200);
        List<CompletableFuture<Pong>> large = Stream.generate(() -> letter(Handling.IMMEDIATE, LARGE))
                .limit(count + 1)
                .map(letter -> ping(world, letter))
                .toList();

        assertThat(large.subList(0, count))
                .allSatisfy(pong -> assertThat(pong.join().status()).isEqualTo(200));
        assertThat(large.get(count).join().status()).isEqualTo(429);
        assertThat(large.get(count).join().body().toString()).contains("E0404", full);
        await().untilAsserted(() -> {
            assertThat(ping(world, letter(Handling.IMMEDIATE, 100)).join().status())
                    .isEqualTo(200);
            assertThat(ping(world, letter(Handling.IMMEDIATE, LARGE)).join().status())
                    .isEqualTo(200);
        });
    }

    @Test
    void aLargeSignalThatFindsNoRoomIsRefused() {
        try (TestHyperverse world = world(BY_NUMBER + "freight.lane-size = 1 MiB")) {
            assertThat(ping(world, letter(Handling.IMMEDIATE, 1)).join().status())
                    .isEqualTo(200);
            CompletableFuture<?> last = new CompletableFuture<>();
            for (int i = 0; i < 3; i++) {
                last = signal(world, letter(Handling.IMMEDIATE, LARGE)).toCompletableFuture();
            }

            assertThat(last)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .withMessageContaining("E0404");
        }
    }

    @Test
    void aQueuedWaveThatFindsNoRoomIsSentAgainUntilThereIs() {
        try (TestHyperverse world = world("")) {
            assertThat(ping(world, letter(Handling.IMMEDIATE, 1)).join().status())
                    .isEqualTo(200);
            List<CompletableFuture<Pong>> pongs = Collections.nCopies(4, Handling.QUEUED).stream()
                    .map(handling -> ping(world, letter(handling, LARGE)))
                    .toList();

            assertThat(pongs)
                    .allSatisfy(pong -> assertThat(pong.join().status()).isEqualTo(200));
        }
    }

    @Test
    void whatOneWaveStoresIsBoundedAndNothingOfMoreIsStored() {
        try (TestHyperverse world = world("")) {
            Pong fits =
                    ping(world, letter(Handling.DURABLE, 1_000).withUri("/2")).join();
            Pong tooMuch =
                    ping(world, letter(Handling.DURABLE, 1_000).withUri("/3")).join();
            Pong largeAnswer = ping(world, letter(Handling.DURABLE, 1_000).withUri("/answer"))
                    .join();

            assertThat(fits.status()).isEqualTo(200);
            for (Pong refused : List.of(tooMuch, largeAnswer)) {
                assertThat(refused.status()).isEqualTo(413);
                assertThat(refused.body().toString()).contains("E0602");
            }
            assertThat(ping(world, letter(Handling.IMMEDIATE, 1).withUri("/stored"))
                            .join()
                            .body())
                    .isEqualTo(Substance.text("/2"));
        }
    }

    private TestHyperverse world(String settings) {
        String all = LIMITS + (settings.isEmpty() ? "" : "hyperspace { " + settings + " }");
        TestHyperverse world = new TestHyperverse(all, new ScriptedDriver(Storing::new));
        world.registry.create("test:echo", ScriptedDriver.KIND);
        world.registry.create("test:sink", ScriptedDriver.KIND);
        return world;
    }

    /** Stores the uri of a durable wave, and sends as many large durable signals as this says. */
    private static final class Storing extends Stateful {

        Storing(ParticleContext context) {
            super(context);
        }

        @Override
        public CompletionStage<Reply> handle(Directed wave) {
            DurableState opened = state();
            if (wave.uri().equals("/stored")) {
                byte[] stored = opened.get("uri");
                return CompletableFuture.completedFuture(
                        Reply.ok(Substance.text(stored == null ? "" : new String(stored, StandardCharsets.UTF_8))));
            }
            boolean isLargeAnswer = wave.uri().equals("/answer");
            int signals =
                    wave.uri().matches("/[0-9]") ? Integer.parseInt(wave.uri().substring(1)) : 0;
            Outgoing signal = new Outgoing(
                    Point.parse("test:sink"),
                    Method.ext("Take"),
                    "/",
                    Headers.NONE,
                    new Substance.Bin(new byte[LARGE]),
                    Handling.DURABLE);
            Reply reply = Reply.ok(isLargeAnswer ? new Substance.Bin(new byte[101 << 10]) : wave.body());
            return opened.commit(
                    wave,
                    Map.of("uri", wave.uri().getBytes(StandardCharsets.UTF_8)),
                    reply,
                    Collections.nCopies(signals, signal));
        }
    }

    private static CompletableFuture<Pong> ping(TestHyperverse world, Letter letter) {
        return world.machine
                .services()
                .waves()
                .ping(new Ping(letter.head(), ECHO))
                .toCompletableFuture();
    }

    private static CompletionStage<Void> signal(TestHyperverse world, Letter letter) {
        return world.machine.services().waves().signal(new Signal(letter.head(), ECHO));
    }

    private static Letter letter(Handling handling, int size) {
        return new Letter(handling, size, "/");
    }

    private record Letter(Handling handling, int size, String uri) {
        Letter withUri(String other) {
            return new Letter(handling, size, other);
        }

        Head head() {
            return new Head(
                    WaveId.next(),
                    Point.ROOT,
                    Agent.HYPERUSER,
                    Method.ext("Say"),
                    uri,
                    Headers.NONE,
                    new Substance.Bin(new byte[size]),
                    handling,
                    System.currentTimeMillis() + 30_000,
                    List.of());
        }
    }
}
