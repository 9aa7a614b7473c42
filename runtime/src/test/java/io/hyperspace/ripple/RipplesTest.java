package io.hyperspace.ripple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.lane.Pongs;
import io.hyperspace.provision.MapRegistry;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Echo;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Ripple;
import io.hyperspace.space.wave.WaveId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ripples over waves that a test answers itself. */
final class RipplesTest {

    private final ActorTestKit kit = ActorTestKit.create(
            ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));
    private final MapRegistry registry = new MapRegistry();
    private final Map<Point, CompletableFuture<Pong>> waiting = new ConcurrentHashMap<>();
    private final List<Ping> pings = new CopyOnWriteArrayList<>();
    private final List<Echo> echoes = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private Ripples ripples(String... settings) {
        Config config = ConfigFactory.parseString(String.join("\n", settings))
                .withFallback(ConfigFactory.load().getConfig("hyperspace"));
        CompletableFuture<Ripples> started = new CompletableFuture<>();
        kit.spawn(Behaviors.setup(context -> {
            started.complete(Ripples.start(context, config, registry));
            return Behaviors.empty();
        }));
        return started.join();
    }

    private void particles(int count) {
        for (int i = 0; i < count; i++) {
            registry.create("test:p" + i, Kind.BASE);
        }
    }

    private static Ripple ripple(String selector, long millis) {
        Head head = new Head(
                WaveId.next(),
                Point.parse("LOCAL::test"),
                Agent.HYPERUSER,
                Method.ext("News"),
                "/today",
                Headers.NONE,
                Substance.text("x"),
                Handling.IMMEDIATE,
                System.currentTimeMillis() + millis,
                List.of());
        return new Ripple(head, Language.selector(selector));
    }

    /** Answers when the test says so. */
    private CompletionStage<Pong> later(Ping ping) {
        pings.add(ping);
        return waiting.computeIfAbsent(ping.to(), to -> new CompletableFuture<>());
    }

    private CompletionStage<Pong> now(Ping ping) {
        pings.add(ping);
        return CompletableFuture.completedFuture(pong(ping.to(), 200));
    }

    private Function<Ping, CompletionStage<Pong>> refusing(String point) {
        return ping -> ping.to().equals(Point.parse(point))
                ? CompletableFuture.completedFuture(Pongs.of(ping.id(), ping.to(), Faults.forbidden("execute", point)))
                : now(ping);
    }

    private static Pong pong(Point from, int status) {
        return new Pong(WaveId.next(), WaveId.next(), from, status, Headers.NONE, Substance.text("from " + from));
    }

    private void answer(String point, int status) {
        Point from = Point.parse(point);
        Objects.requireNonNull(waiting.get(from)).complete(pong(from, status));
    }

    @Test
    void eachTargetGetsOneWaveAndAllEchoesAreGathered() {
        particles(3);
        Ripple ripple = ripple("test:*", 5_000);

        Outcome outcome = ripples()
                .send(ripple, Bounce.ALL, refusing("test:p1"), echoes::add)
                .toCompletableFuture()
                .join();

        assertThat(outcome).isEqualTo(new Outcome(ripple.id(), 3, 3, 2, 1, 0, 0, null));
        assertThat(pings)
                .extracting(Ping::to)
                .containsExactlyInAnyOrder(Point.parse("test:p0"), Point.parse("test:p2"));
        assertThat(pings).allSatisfy(ping -> {
            assertThat(ping.head().uri()).isEqualTo("/today");
            assertThat(ping.id()).isNotEqualTo(ripple.id());
        });
        assertThat(echoes).extracting(Echo::of).containsOnly(ripple.id());
        assertThat(echoes).extracting(Echo::status).containsExactlyInAnyOrder(200, 200, 403);
    }

    @Test
    void nobodyWaitsForEchoesThatAreNotWanted() {
        particles(3);

        Outcome outcome = ripples()
                .send(ripple("test:*", 60_000), Bounce.NONE, this::later, echoes::add)
                .toCompletableFuture()
                .join();

        assertThat(outcome.sent()).isEqualTo(3);
        assertThat(outcome.unawaited()).isEqualTo(3);
        assertThat(echoes).isEmpty();
    }

    @Test
    void theFirstGoodEchoIsEnoughAndARefusalIsNotOne() {
        particles(3);
        CompletableFuture<Outcome> outcome = ripples()
                .send(ripple("test:*", 60_000), Bounce.FIRST, this::later, echoes::add)
                .toCompletableFuture();
        await().until(() -> waiting.size() == 3);

        answer("test:p0", 503);
        await().until(() -> echoes.size() == 1);
        assertThat(outcome).isNotDone();
        answer("test:p1", 200);

        assertThat(outcome.join().answered()).isEqualTo(1);
        assertThat(outcome.join().failed()).isEqualTo(1);
        assertThat(outcome.join().unawaited()).isEqualTo(1);
    }

    @Test
    void aCountOfEchoesEndsTheWaiting() {
        particles(5);

        Outcome outcome = ripples()
                .send(ripple("test:*", 60_000), Bounce.count(2), this::now, echoes::add)
                .toCompletableFuture()
                .join();

        assertThat(outcome.answered()).isEqualTo(2);
        assertThat(outcome.unawaited()).isEqualTo(3);
        assertThat(outcome.sent()).isEqualTo(5);
        assertThat(echoes).hasSize(2);
    }

    @Test
    void theTimeToWaitEndsBeforeTheDeadline() {
        particles(2);

        Outcome outcome = ripples()
                .send(ripple("test:*", 60_000), Bounce.all(Duration.ofMillis(1_500)), this::later, echoes::add)
                .toCompletableFuture()
                .join();

        assertThat(outcome)
                .extracting(Outcome::sent, Outcome::answered, Outcome::unawaited)
                .containsExactly(2, 0, 2);
    }

    @Test
    void theDeadlineEndsEverything() {
        particles(2);

        Outcome outcome = ripples("ripple { window = 1, pace = 1h }")
                .send(ripple("test:*", 2_000), Bounce.ALL, this::later, echoes::add)
                .toCompletableFuture()
                .join();

        assertThat(outcome)
                .extracting(Outcome::targets, Outcome::sent, Outcome::unawaited)
                .containsExactly(2, 1, 1);
    }

    @Test
    void noMoreWavesAreUnderWayThanTheWindowLets() {
        particles(3);
        CompletableFuture<Outcome> outcome = ripples("ripple { window = 2, pace = 1h }")
                .send(ripple("test:*", 60_000), Bounce.ALL, this::later, echoes::add)
                .toCompletableFuture();
        await().until(() -> waiting.size() == 2);
        assertThat(pings).hasSize(2);

        answer("test:p0", 200);
        await().until(() -> waiting.size() == 3);
        answer("test:p1", 200);
        answer("test:p2", 200);

        assertThat(outcome.join().answered()).isEqualTo(3);
    }

    @Test
    void aSlowTargetMakesRoomAfterThePace() {
        particles(4);

        Outcome outcome = ripples("ripple { window = 1, pace = 20ms }")
                .send(ripple("test:*", 60_000), Bounce.NONE, this::later, echoes::add)
                .toCompletableFuture()
                .join();

        assertThat(outcome.sent()).isEqualTo(4);
    }

    @Test
    void aRippleToTooManyGoesToNone() {
        particles(3);

        Outcome outcome = ripples("ripple.targets = 2")
                .send(ripple("test:*", 5_000), Bounce.ALL, this::now, echoes::add)
                .toCompletableFuture()
                .join();

        assertThat(outcome.fault()).extracting(Fault::status, Fault::code).containsExactly(422, "E0411");
        assertThat(pings).isEmpty();
    }

    @Test
    void oneRippleTooManyIsRefused() {
        particles(1);
        Ripples ripples = ripples("ripple.in-flight = 1");
        CompletableFuture<Outcome> first = ripples.send(ripple("test:*", 60_000), Bounce.ALL, this::later, echoes::add)
                .toCompletableFuture();

        Outcome second = ripples.send(ripple("test:*", 60_000), Bounce.ALL, this::now, echoes::add)
                .toCompletableFuture()
                .join();

        assertThat(second.fault()).extracting(Fault::status).isEqualTo(429);
        await().until(() -> waiting.size() == 1);
        answer("test:p0", 200);
        first.join();
        assertThat(ripples.send(ripple("test:*", 60_000), Bounce.ALL, this::now, echoes::add)
                        .toCompletableFuture()
                        .join()
                        .answered())
                .isEqualTo(1);
    }

    @Test
    void echoesBeyondTheLimitAreCountedAndNotHandedOn() {
        particles(5);

        Outcome few = ripples("ripple.echoes = 2")
                .send(ripple("test:*", 5_000), Bounce.ALL, this::now, echoes::add)
                .toCompletableFuture()
                .join();

        assertThat(few.answered()).isEqualTo(5);
        assertThat(few.omitted()).isEqualTo(3);
        assertThat(echoes).hasSize(2);

        Outcome small = ripples("ripple.echo-bytes = 1")
                .send(ripple("test:*", 5_000), Bounce.ALL, this::now, echoes::add)
                .toCompletableFuture()
                .join();

        assertThat(small.omitted()).isEqualTo(5);
        assertThat(echoes).hasSize(2);
    }

    @Test
    void aRippleToNobodyEndsAtOnce() {
        Ripple ripple = ripple("test:*", 60_000);

        Outcome outcome = ripples()
                .send(ripple, Bounce.ALL, this::now, echoes::add)
                .toCompletableFuture()
                .join();

        assertThat(outcome).isEqualTo(new Outcome(ripple.id(), 0, 0, 0, 0, 0, 0, null));
    }
}
