package io.hyperspace.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.overview.TraceReport;
import io.hyperspace.ripple.Bounce;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.trace.SpanId;
import io.hyperspace.space.trace.TraceId;
import io.hyperspace.space.trace.Traceparent;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.trace.Layer;
import io.hyperspace.trace.TraceRecord;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tracked waves leave on a real Machine. */
final class TracesOnAMachineTest {

    private static final Point ECHO = Point.parse("test:echo");
    private static final Point NONE = Point.parse("test:none");
    private static final String GRAPH = "hyperspace.topology = graph\n";
    /** A wave that is acknowledged late goes again, and leaves a record each time. */
    private static final String ONCE = "hyperspace { lane.resend-after = 1h, delivery.resend-after = 1h }\n";

    private static final long SOON = 30_000;
    private static final Layer[] WHOLE_WAY = {
        Layer.SENT,
        Layer.LOCATED,
        Layer.LANE,
        Layer.ADMITTED,
        Layer.STARTED,
        Layer.FIELD,
        Layer.CORE,
        Layer.ANSWERED,
        Layer.PONG
    };

    private final Traceparent parent = new Traceparent(TraceId.next(), SpanId.of(WaveId.next()), true);
    private TestHyperverse world = world("");

    private static TestHyperverse world(String settings) {
        TestHyperverse world = new TestHyperverse(ONCE + settings, new ScriptedDriver(TracesOnAMachineTest::core));
        for (String point : List.of("test:echo", "test:a", "test:b")) {
            world.registry.create(point, ScriptedDriver.KIND);
            world.registry.allow(Point.parse(point), Access.OWNER);
        }
        return world;
    }

    private void restart(String settings) {
        world.close();
        world = world(settings);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    /** Does what a wave's path says. */
    private static Particle core(ParticleContext context) {
        return wave -> switch (wave.uri()) {
            case "/never" -> new CompletableFuture<>();
            case "/on" -> context.ping(wave, outgoing(Headers.NONE)).thenApply(TracesOnAMachineTest::reply);
            case "/signal" -> context.signal(wave, outgoing(Headers.NONE)).thenApply(done -> Reply.ok(wave.body()));
            case "/own" ->
                context.ping(
                                wave,
                                outgoing(Headers.of(
                                        "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")))
                        .thenApply(TracesOnAMachineTest::reply);
            case "/ripple" -> ripple(context, wave);
            default -> CompletableFuture.completedFuture(Reply.ok(wave.body()));
        };
    }

    private static ParticleContext.Outgoing outgoing(Headers headers) {
        return new ParticleContext.Outgoing(
                Point.parse("test:a"), Method.ext("Hello"), "/", headers, Substance.Empty.INSTANCE);
    }

    private static CompletionStage<Reply> ripple(ParticleContext context, Directed wave) {
        ParticleContext.OutgoingRipple ripple = new ParticleContext.OutgoingRipple(
                Language.selector("test:*"),
                Method.ext("Hello"),
                "/",
                Headers.NONE,
                Substance.Empty.INSTANCE,
                Handling.IMMEDIATE);
        return context.ripple(wave, ripple, Bounce.all(Duration.ofSeconds(20)), echo -> {})
                .thenApply(outcome -> Reply.ok(Substance.text(outcome.answered() + " of " + outcome.targets())));
    }

    private static Reply reply(Pong pong) {
        return new Reply(pong.status(), pong.headers(), pong.body());
    }

    private static Head head(String uri, Headers headers, Handling handling, long millis) {
        return new Head(
                WaveId.next(),
                Point.parse("LOCAL::test"),
                Agent.HYPERUSER,
                Method.ext("Hello"),
                uri,
                headers,
                Substance.text("a secret"),
                handling,
                System.currentTimeMillis() + millis,
                List.of());
    }

    private Headers tracked() {
        return Headers.of("traceparent", parent.toString());
    }

    private Pong ping(Point to, String uri, Headers headers, long millis) {
        Ping ping = new Ping(head(uri, headers, Handling.IMMEDIATE, millis), to);
        return world.machine.services().waves().ping(ping).toCompletableFuture().join();
    }

    private TraceReport report() {
        return world.machine
                .services()
                .overview()
                .get()
                .trace(parent.trace())
                .toCompletableFuture()
                .join();
    }

    private List<TraceRecord> records() {
        return report().records();
    }

    private static TraceRecord only(List<TraceRecord> records, Layer layer) {
        List<TraceRecord> found =
                records.stream().filter(record -> record.layer() == layer).toList();
        assertThat(found).as(layer.toString()).hasSize(1);
        return found.get(0);
    }

    @Test
    void aTrackedPingLeavesARecordAtEachLayerInOrder() {
        assertThat(ping(ECHO, "/", tracked(), SOON).status()).isEqualTo(200);

        List<TraceRecord> records = records();
        assertThat(records).extracting(TraceRecord::layer).containsExactly(WHOLE_WAY);
        assertThat(records).allSatisfy(record -> {
            assertThat(record.wave().trace()).isEqualTo(parent.trace());
            assertThat(record.wave().span()).isEqualTo(parent.span());
            assertThat(record.place().machine()).isEqualTo("m1");
            assertThat(record.place().point()).isEqualTo(ECHO);
        });
        assertThat(records.stream().map(record -> record.wave().id()).distinct())
                .hasSize(1);
        assertThat(only(records, Layer.LANE).number()).isEqualTo(1);
        assertThat(only(records, Layer.ADMITTED).number()).isEqualTo(1);
        assertThat(only(records, Layer.LANE).place().star())
                .isEqualTo(only(records, Layer.LOCATED).place().star())
                .isEqualTo(only(records, Layer.CORE).place().star())
                .isNotNull();
        assertThat(only(records, Layer.CORE).fate().nanos()).isNotNegative();
        assertThat(only(records, Layer.ANSWERED).fate().status()).isEqualTo(200);
        assertThat(only(records, Layer.PONG).fate().status()).isEqualTo(200);
        assertThat(only(records, Layer.PONG).fate().nanos()).isPositive();
        assertThat(records.toString()).doesNotContain("secret");
    }

    @Test
    void whereTheWayIsKnownAndTheParticleActiveThereIsNothingToLocateOrToStart() {
        ping(ECHO, "/", Headers.NONE, SOON);

        ping(ECHO, "/", tracked(), SOON);

        assertThat(records())
                .extracting(TraceRecord::layer)
                .containsExactly(
                        Layer.SENT, Layer.LANE, Layer.ADMITTED, Layer.FIELD, Layer.CORE, Layer.ANSWERED, Layer.PONG);
    }

    @Test
    void aRelayLeavesARecordToo() {
        restart(GRAPH);

        ping(ECHO, "/", tracked(), SOON);

        List<TraceRecord> records = records();
        assertThat(records)
                .extracting(TraceRecord::layer)
                .containsSubsequence(Layer.LANE, Layer.RELAY, Layer.ADMITTED)
                .hasSize(WHOLE_WAY.length + 1);
        assertThat(only(records, Layer.RELAY).place().star()).hasToString("<<central:nexus[0]>>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "nonsense"
            })
    void anUntrackedWaveLeavesNothingAndIsHandledAsEver(String traceparent) {
        for (String uri : List.of("/", "/on", "/ripple")) {
            assertThat(ping(ECHO, uri, Headers.NONE, SOON).status()).isEqualTo(200);
            assertThat(ping(ECHO, uri, Headers.of("accept", "text/html"), SOON).status())
                    .isEqualTo(200);
            assertThat(ping(ECHO, uri, Headers.of("traceparent", traceparent), SOON)
                            .status())
                    .isEqualTo(200);
        }
        assertThat(ping(NONE, "/", Headers.of("traceparent", traceparent), SOON).status())
                .isEqualTo(404);

        assertThat(world.records).isEmpty();
    }

    @Test
    void whatAParticleSendsGoesOnWithTheTraceUnderASpanOfItsOwn() {
        ping(ECHO, "/on", tracked(), SOON);

        List<TraceRecord> records = records();
        TraceRecord caused = only(records, Layer.CAUSED);
        assertThat(caused.parent()).isEqualTo(parent.span());
        assertThat(caused.place().point()).isEqualTo(ECHO);
        List<TraceRecord> its = records.stream()
                .filter(record -> record.wave().span().equals(caused.wave().span()))
                .toList();
        assertThat(its).extracting(TraceRecord::layer).startsWith(Layer.CAUSED).endsWith(WHOLE_WAY);
        assertThat(records.get(records.size() - 1).wave().span()).isEqualTo(parent.span());
        assertThat(records).hasSize(its.size() + WHOLE_WAY.length);
    }

    @Test
    void aSignalOfAParticleGoesOnWithTheTrace() {
        ping(ECHO, "/signal", tracked(), SOON);

        await().untilAsserted(() -> assertThat(records())
                .filteredOn(
                        record -> Point.parse("test:a").equals(record.place().point()))
                .extracting(TraceRecord::layer)
                .startsWith(Layer.SENT)
                .endsWith(Layer.CORE, Layer.ANSWERED));
    }

    @Test
    void aSenderThatNamesATraceItselfIsLeftToIt() {
        ping(ECHO, "/own", tracked(), SOON);

        assertThat(records()).hasSize(WHOLE_WAY.length);
        assertThat(world.records)
                .filteredOn(record -> record.wave().trace().toString().equals("0af7651916cd43dd8448eb211c80319c"))
                .extracting(TraceRecord::layer)
                .containsSubsequence(WHOLE_WAY);
    }

    @Test
    void aRippleTakesTheTraceToEachOfItsTargets() {
        assertThat(ping(Point.parse("test:b"), "/ripple", tracked(), SOON).body())
                .isEqualTo(Substance.text("3 of 3"));

        List<TraceRecord> caused = records().stream()
                .filter(record -> record.layer() == Layer.CAUSED)
                .toList();
        SpanId ripple = caused.get(0).wave().span();
        assertThat(caused).hasSize(4);
        assertThat(caused.get(0).parent()).isEqualTo(parent.span());
        assertThat(caused.subList(1, 4)).extracting(TraceRecord::parent).containsOnly(ripple);
        assertThat(records())
                .filteredOn(record -> record.layer() == Layer.PONG)
                .extracting(
                        record -> Objects.requireNonNull(record.place().point()).toString())
                .containsExactlyInAnyOrder("test:echo", "test:a", "test:b", "test:b");
    }

    @Test
    void aMissingTargetIsToldAsTheSenderIsTold() {
        assertThat(ping(NONE, "/", tracked(), SOON).status()).isEqualTo(404);

        List<TraceRecord> records = records();
        assertThat(records).extracting(TraceRecord::layer).containsExactly(Layer.SENT, Layer.LOCATED, Layer.PONG);
        assertThat(only(records, Layer.LOCATED).fate().status()).isEqualTo(404);
        assertThat(only(records, Layer.LOCATED).fate().code()).isEqualTo("E0203");
        assertThat(only(records, Layer.PONG).fate().code()).isEqualTo("E0203");
    }

    @Test
    void theFieldSaysWhichCheckRefuses() {
        Head head = head("/", tracked(), Handling.IMMEDIATE, SOON);
        Head infrastructure = new Head(
                head.id(),
                head.from(),
                head.agent(),
                Method.parse("Hyp<Assign>"),
                "/",
                head.headers(),
                head.body(),
                head.handling(),
                head.deadline(),
                head.chain());

        world.machine
                .services()
                .waves()
                .ping(new Ping(infrastructure, ECHO))
                .toCompletableFuture()
                .join();

        TraceRecord field = only(records(), Layer.FIELD);
        assertThat(field.fate().status()).isEqualTo(403);
        assertThat(field.fate().code()).isEqualTo("E0302");
        assertThat(records()).extracting(TraceRecord::layer).endsWith(Layer.FIELD, Layer.ANSWERED, Layer.PONG);
    }

    @Test
    void aPingThatIsNotAnsweredEndsWith408() {
        assertThat(ping(ECHO, "/", Headers.NONE, SOON).status()).isEqualTo(200);

        assertThat(ping(ECHO, "/never", tracked(), 2_000).status()).isEqualTo(408);

        TraceRecord pong = only(records(), Layer.PONG);
        assertThat(pong.fate().code()).isEqualTo("E0401");
        assertThat(pong.fate().nanos()).isGreaterThan(Duration.ofMillis(300).toNanos());
        assertThat(records()).extracting(TraceRecord::layer).doesNotContain(Layer.CORE, Layer.ANSWERED);
    }

    @Test
    void aKeptSignalLeavesItsWayToo() {
        Signal signal = new Signal(head("/", tracked(), Handling.DURABLE, SOON), ECHO);

        world.machine.services().waves().signal(signal).toCompletableFuture().join();

        await().untilAsserted(() -> assertThat(records())
                .extracting(TraceRecord::layer)
                .containsSubsequence(Layer.SENT, Layer.LANE, Layer.ADMITTED, Layer.FIELD, Layer.CORE, Layer.ANSWERED));
    }

    @Test
    void atItsLimitsAMachineKeepsTheLastRecordsAndTellsOfTheFirst() {
        restart("hyperspace.trace { records = 6, page = 2, shown = 4 }");
        ping(ECHO, "/", tracked(), SOON);

        TraceReport report = report();
        assertThat(report.records())
                .extracting(TraceRecord::layer)
                .containsExactly(Layer.ADMITTED, Layer.STARTED, Layer.FIELD, Layer.CORE);
        assertThat(report.more()).isTrue();
        assertThat(report.silent()).isEmpty();
        assertThat(world.records).hasSize(WHOLE_WAY.length);

        restart("hyperspace.trace { records = 6, page = 2, shown = 6 }");
        ping(ECHO, "/", tracked(), SOON);
        assertThat(report().records()).hasSize(6);
        assertThat(report().more()).isFalse();
    }
}
