package io.hyperspace.drivers.global;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.overview.DriverReport;
import io.hyperspace.overview.LaneReport;
import io.hyperspace.overview.MachineReport;
import io.hyperspace.overview.ParticleReport;
import io.hyperspace.overview.StarReport;
import io.hyperspace.provision.MachineStatus;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.trace.SpanId;
import io.hyperspace.space.trace.TraceId;
import io.hyperspace.space.trace.TracedWave;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.trace.Fate;
import io.hyperspace.trace.Layer;
import io.hyperspace.trace.Place;
import io.hyperspace.trace.TraceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CommandPartsTest extends ExecutorTests {

    private static final Agent SCOTT = Agent.of(Point.parse("hyperspace:users:scott"));
    private static final StarKey CENTRAL = StarKey.of(StarKind.CENTRAL, 0);
    private static final StarKey NEXUS = StarKey.of(StarKind.NEXUS, 1);
    private static final StarKey MAELSTROM = StarKey.of(StarKind.MAELSTROM, 3);

    @BeforeEach
    void withParts() {
        var overview = hyperverse.overview();
        overview.stars.addAll(List.of(new StarReport(CENTRAL, "m1", 3, 2, 5, 7), StarReport.silent(MAELSTROM)));
        overview.lanes.addAll(List.of(
                new LaneReport("m1", CENTRAL, LaneReport.State.OPEN, 17, List.of(NEXUS), 1, 0, 1024),
                LaneReport.silent("pekko://x")));
        overview.machines.add(new MachineReport(
                new MachineStatus(
                        "m1",
                        "pekko://h@127.0.0.1:1",
                        MachineStatus.State.UP,
                        Duration.ofSeconds(9),
                        true,
                        Set.of(StarKind.CENTRAL)),
                1));
        overview.drivers.addAll(List.of(
                new DriverReport("base", List.of(Kind.BASE), StarKind.SCRIBE, "spread"),
                new DriverReport("global", List.of(Kind.GLOBAL), StarKind.CENTRAL, "spread")));
    }

    private Pong as(Agent agent, String command) {
        return run(agent, command, Map.of());
    }

    @Test
    void everyPartIsListedAlsoTheOneThatDoesNotAnswer() {
        assertDone(
                run("stars"),
                200,
                "[{\"star\":\"<<central:central[0]>>\",\"machine\":\"m1\",\"state\":\"running\",\"held\":3,\"active\":2,"
                        + "\"living\":5,\"delay\":7},"
                        + "{\"star\":\"<<central:maelstrom[3]>>\",\"machine\":null,\"state\":\"silent\","
                        + "\"held\":null,\"active\":null,\"living\":null,\"delay\":null}]");
        assertDone(
                run("lanes"),
                200,
                "[{\"machine\":\"m1\",\"star\":\"<<central:central[0]>>\",\"state\":\"open\",\"epoch\":17,"
                        + "\"through\":[\"<<central:nexus[1]>>\"],\"unadmitted\":1,\"waiting\":0,\"window\":1024},"
                        + "{\"machine\":\"pekko://x\",\"star\":null,\"state\":\"silent\",\"epoch\":0,"
                        + "\"through\":[],\"unadmitted\":0,\"waiting\":0,\"window\":0}]");
    }

    @Test
    void machinesDriversAndKindsAreListed() {
        assertDone(
                run("machines"),
                200,
                "[{\"machine\":\"m1\",\"address\":\"pekko://h@127.0.0.1:1\",\"state\":\"up\",\"lease\":9000,"
                        + "\"draining\":true,\"takes\":[\"central\"],\"stars\":1}]");
        assertDone(
                run("drivers"),
                200,
                "[{\"driver\":\"base\",\"home\":\"scribe\",\"affinity\":\"spread\",\"kinds\":[\"Base\"]},"
                        + "{\"driver\":\"global\",\"home\":\"central\",\"affinity\":\"spread\",\"kinds\":[\"Global\"]}]");
        assertDone(
                run("kinds"),
                200,
                "[{\"kind\":\"Base\",\"driver\":\"base\"},{\"kind\":\"Global\",\"driver\":\"global\"}]");
    }

    @Test
    void whereThingsRunIsForWhoMayReadTheExecutor() {
        assertRefused(as(SCOTT, "stars"), 403, "E0301");
        assertRefused(as(SCOTT, "lanes"), 403, "E0301");
        assertRefused(as(SCOTT, "machines"), 403, "E0301");

        run("grant perm +csd-Rwx on GLOBAL::executor to hyperspace:users:scott");

        assertThat(as(SCOTT, "stars").status()).isEqualTo(200);
        assertThat(as(SCOTT, "lanes").status()).isEqualTo(200);
        assertThat(as(SCOTT, "machines").status()).isEqualTo(200);
    }

    private static TraceRecord record(TraceId trace, SpanId parent, Layer layer, Place place, long number, Fate fate) {
        TracedWave wave =
                new TracedWave(trace, SpanId.parse("00f067aa0ba902b7"), WaveId.parse("01J0000000000000000000000A"));
        return new TraceRecord(Instant.parse("2026-01-02T03:04:05.678Z"), wave, parent, layer, place, number, fate);
    }

    @Test
    void aTraceTellsItsRecordsWithoutWhatTheyDoNotSay() {
        TraceId trace = TraceId.next();
        SpanId parent = SpanId.parse("b7ad6b7169203331");
        Fate refused = Fate.of(Faults.forbidden("execute", "a secret"));
        hyperverse
                .overview()
                .records
                .addAll(List.of(
                        record(trace, parent, Layer.FIELD, new Place("m1", MAELSTROM, Point.parse("a:b")), 7, refused),
                        record(TraceId.next(), parent, Layer.PONG, new Place("m1", null, null), 0, Fate.PASSED)));

        assertDone(
                run("trace " + trace),
                200,
                "{\"trace\":\"" + trace + "\",\"records\":[{\"time\":\"2026-01-02T03:04:05.678Z\",\"layer\":\"field\","
                        + "\"span\":\"00f067aa0ba902b7\",\"parent\":\"b7ad6b7169203331\","
                        + "\"wave\":\"01J0000000000000000000000A\",\"machine\":\"m1\","
                        + "\"star\":\"<<central:maelstrom[3]>>\",\"point\":\"a:b\",\"number\":7,\"status\":403,"
                        + "\"code\":\"E0301\"}],\"more\":false,\"silent\":[]}");
    }

    @Test
    void aTraceThatNobodyHasIsMissingUnlessSomebodyDidNotSay() {
        String command = "trace " + TraceId.next();

        assertRefused(run(command), 404, "E0426");
        assertRefused(run("trace 4BF92F3577B34DA6A3CE929D0E0E4736"), 400, "E0108");
        hyperverse.overview().silent.add("pekko://x");
        assertThat(run(command).status()).isEqualTo(200);
    }

    @Test
    void aTraceIsForWhoMaySeeWhereThingsRun() {
        String command = "trace " + TraceId.next();

        assertRefused(as(SCOTT, command), 403, "E0301");
        assertRefused(as(Agent.ANONYMOUS, command), 401, "E0303");
        run("grant perm +csd-Rwx on GLOBAL::executor to hyperspace:users:scott");
        assertRefused(as(SCOTT, command), 404, "E0426");
    }

    @Test
    void theKindsAreForEveryoneWhoIsSomebody() {
        assertThat(as(SCOTT, "kinds").status()).isEqualTo(200);
        assertThat(as(SCOTT, "drivers").status()).isEqualTo(200);
        assertRefused(as(Agent.ANONYMOUS, "kinds"), 401, "E0303");
        assertRefused(as(Agent.ANONYMOUS, "drivers"), 401, "E0303");
        assertRefused(as(Agent.ANONYMOUS, "stars"), 401, "E0303");
    }

    @Test
    void statusTellsAllToWhoMayReadAndAStubToWhoMaySelect() {
        run("create localhost<Space>");
        run("create localhost:app<Base>");
        hyperverse.overview().particle = new ParticleReport("m2", ParticleReport.Activity.ACTIVE, "carried");

        assertThat(run("status localhost:app").body())
                .isInstanceOfSatisfying(Substance.Json.class, json -> assertThat(json.value())
                        .contains(
                                "\"point\":\"localhost:app\"",
                                "\"machine\":\"m2\"",
                                "\"activity\":\"active\"",
                                "\"memory\":\"carried\"")
                        .contains("\"incarnation\"", "\"owner\":\"hyperuser\""));
        assertRefused(as(SCOTT, "status localhost:app"), 403, "E0301");
        assertRefused(as(SCOTT, "status localhost:none"), 403, "E0301");

        run("grant perm +cSd-rwx on localhost to hyperspace:users:scott");

        assertDone(
                as(SCOTT, "status localhost:app"),
                200,
                "{\"point\":\"localhost:app\",\"kind\":\"Base\",\"status\":\"Ready\"}");
        assertRefused(as(SCOTT, "status localhost:none"), 404, "E0203");
    }
}
