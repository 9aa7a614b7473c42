package io.hyperspace.drivers.global;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.drivers.BuiltInDrivers;
import io.hyperspace.drivers.memory.InMemoryHyperverse;
import io.hyperspace.drivers.record.RecordDriver;
import io.hyperspace.provision.Digest;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Signal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CommandExecutorTest {

    private static final Agent SCOTT = Agent.of(Point.parse("hyperspace:users:scott"));

    private static final String BIND = "Bind(version=1.0.0) { Route -> { Http<Get>/(.*) -> (()) => &; } }";
    private static final String MECHTRON = "Mechtron(version=1.0.0) { Wasm { +bin=.:/wasm/app.wasm; +name=app; } }";

    private final InMemoryHyperverse hyperverse = InMemoryHyperverse.create(
            "hyperspace.command.select-limit = 5",
            "hyperspace.command.select-page = 2",
            "hyperspace.command.in-flight = 2",
            "hyperspace.command.max-result = 2000");

    @BeforeEach
    void withDrivers() {
        hyperverse.with(BuiltInDrivers.all(hyperverse.services(), module -> {}));
        hyperverse.registry().create("hyperspace", Kind.SPACE);
        hyperverse.registry().create("hyperspace:users", Kind.USER_BASE);
        hyperverse.registry().create("hyperspace:users:scott", Kind.USER);
    }

    @AfterEach
    void close() {
        hyperverse.close();
    }

    private Pong run(String command) {
        return run(Agent.HYPERUSER, command, Map.of());
    }

    /** Runs a command as Scott, who may use the executor. */
    private Pong asScott(String command) {
        return run(SCOTT, command, Map.of());
    }

    private Pong run(Agent agent, String command, Map<String, byte[]> uploads) {
        Map<String, Digest> digests = new HashMap<>();
        uploads.forEach((name, bytes) -> digests.put(
                name, hyperverse.blobs().put(bytes).toCompletableFuture().join()));
        return hyperverse.ping(
                agent,
                "GLOBAL::executor",
                GlobalDriver.EXECUTE,
                Headers.NONE,
                new ExecuteRequest(command, digests).toSubstance());
    }

    private static void assertDone(Pong pong, int status, String json) {
        assertThat(pong.body()).isEqualTo(new Substance.Json(json));
        assertThat(pong.status()).isEqualTo(status);
    }

    private static void assertRefused(Pong pong, int status, String code) {
        assertThat(pong.body()).isInstanceOfSatisfying(Substance.Err.class, err -> assertThat(
                        err.value().code())
                .isEqualTo(code));
        assertThat(pong.status()).isEqualTo(status);
    }

    private void letScottIn(String... grants) {
        assertThat(run("grant perm +csd-rwX on GLOBAL::executor to hyperspace:users:scott")
                        .status())
                .isEqualTo(200);
        for (String grant : grants) {
            assertThat(run("grant " + grant).status()).isEqualTo(200);
        }
    }

    private static byte[] zip(Map<String, String> files) throws java.io.IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private void publishApp() throws Exception {
        run("create repo<Repo>");
        run("create repo:app<BundleSeries>");
        Map<String, String> files = Map.of(
                "bind/app.bind",
                BIND,
                "config/app.mechtron",
                MECHTRON,
                "wasm/app.wasm",
                "module",
                "html/index.html",
                "<h1>hello</h1>");
        assertDone(
                run(Agent.HYPERUSER, "publish ^[ app.zip ]-> repo:app:1.0.0", Map.of("app.zip", zip(files))),
                201,
                "{\"point\":\"repo:app:1.0.0\",\"kind\":\"Bundle\",\"status\":\"Ready\"}");
    }

    @Test
    void whatIsCreatedIsThere() {
        assertDone(
                run("create localhost<Space>"),
                201,
                "{\"point\":\"localhost\",\"kind\":\"Space\",\"status\":\"Ready\"}");

        assertDone(
                run("get localhost"),
                200,
                "{\"point\":\"localhost\",\"kind\":\"Space\",\"status\":\"Ready\",\"owner\":\"hyperuser\","
                        + "\"properties\":{}}");
    }

    @Test
    void aTakenPointIsRefusedAndEnsuredPointsAreNot() {
        run("create localhost<Space>");

        assertRefused(run("create localhost<Space>"), 409, "E0201");
        assertThat(run("create? localhost<Space>").status()).isEqualTo(200);
        assertThat(run("create? other<Space>").status()).isEqualTo(201);
        assertRefused(run("create? localhost<Base>"), 409, "E0202");
    }

    @Test
    void aTemplateTakesTheNextNumber() {
        run("create localhost<Space>");

        assertThat(run("create localhost:worker-%<Base>").body().toString()).contains("localhost:worker-1");
        assertThat(run("create localhost:worker-%<Base>").body().toString()).contains("localhost:worker-2");
    }

    @Test
    void anUnknownKindIsABadRequest() {
        assertThat(run("create localhost<Sapce>").status()).isEqualTo(400);
    }

    @Test
    void aMebibyteOfNonsenseIsABadRequest() {
        assertThat(run("<".repeat(1 << 20)).status()).isEqualTo(400);
    }

    @Test
    void whatIsNotACommandIsABadRequest() {
        Pong pong = hyperverse.ping(
                Agent.HYPERUSER, "GLOBAL::executor", GlobalDriver.EXECUTE, Headers.NONE, new Substance.Int(1));

        assertRefused(pong, 400, "E0710");
    }

    @Test
    void bundlesAndGlobalsAreNotCreated() {
        run("create repo<Repo>");
        run("create repo:app<BundleSeries>");

        assertRefused(run("create repo:app:1.0.0<Bundle>"), 422, "E0716");
        assertRefused(run("create localhost<Global>"), 422, "E0716");
    }

    @Test
    void propertiesAreSetReadAndLocked() {
        run("create localhost<Space>");

        assertThat(run("set localhost{ +colour=red, +@size=10 }").status()).isEqualTo(200);
        assertDone(
                run("get localhost{ colour, size, none }"), 200, "{\"colour\":\"red\",\"size\":\"10\",\"none\":null}");
        assertRefused(run("set localhost{ +size=11 }"), 422, "E0206");
        assertThat(run("set localhost{ !colour }").status()).isEqualTo(200);
        assertDone(run("get localhost{ colour }"), 200, "{\"colour\":null}");
    }

    @Test
    void selectListsStubsOverSeveralPages() {
        run("create localhost<Space>");
        for (String name : new String[] {"a", "b", "c", "d", "e"}) {
            run("create localhost:" + name + "<Base>");
        }

        assertThat(run("select localhost:*").body().toString().split("\"point\""))
                .hasSize(6);
        run("create localhost:f<Base>");
        assertRefused(run("select localhost:*"), 422, "E0711");
        assertDone(
                run("select localhost:b"), 200, "[{\"point\":\"localhost:b\",\"kind\":\"Base\",\"status\":\"Ready\"}]");
    }

    @Test
    void aBundleIsPublishedAndItsPageIsRead() throws Exception {
        publishApp();

        Pong pong = run("ping repo:app:1.0.0:/html/index.html Http<Get>");

        assertThat(pong.status()).isEqualTo(200);
        assertThat(pong.body().toString())
                .contains("\"status\":200", "text/html", "\"kind\":\"Bin\"", "PGgxPmhlbGxvPC9oMT4=");
    }

    @Test
    void publishNeedsItsSeriesItsUploadAndGoodDocuments() throws Exception {
        run("create repo<Repo>");

        assertRefused(run("publish ^[ app.zip ]-> repo:app:1.0.0"), 422, "E0623");
        run("create repo:app<BundleSeries>");
        assertRefused(run("publish ^[ app.zip ]-> repo:app:1.0.0"), 400, "E0713");
        Pong pong = run(
                Agent.HYPERUSER,
                "publish ^[ app.zip ]-> repo:app:1.0.0",
                Map.of("app.zip", zip(Map.of("bind/bad.bind", "Bind(version=1.0.0) { Rout }"))));
        assertThat(pong.status()).isEqualTo(400);
        assertThat(pong.body()).isInstanceOfSatisfying(Substance.Err.class, err -> assertThat(
                        String.valueOf(err.value().span()))
                .startsWith("bind/bad.bind:1:"));
    }

    @Test
    void aDocumentThatNamesAMissingModuleIsRefused() throws Exception {
        run("create repo<Repo>");
        run("create repo:app<BundleSeries>");

        assertRefused(
                run(
                        Agent.HYPERUSER,
                        "publish ^[ app.zip ]-> repo:app:1.0.0",
                        Map.of("app.zip", zip(Map.of("config/app.mechtron", MECHTRON)))),
                400,
                "E0621");
    }

    @Test
    void bindAndConfigMustNameWhatTheyAreFor() throws Exception {
        publishApp();
        run("create localhost<Space>");

        assertThat(run("set localhost{ +bind=repo:app:1.0.0:/bind/app.bind }").status())
                .isEqualTo(200);
        assertRefused(run("set localhost{ +bind=repo:app:1.0.0:/bind/none.bind }"), 404, "E0203");
        assertRefused(run("set localhost{ +bind=repo:app:1.0.0:/html/index.html }"), 422, "E0715");
        assertRefused(run("set localhost{ +bind='no point' }"), 400, "E0714");
        assertThat(run("create localhost:app<Mechtron>{ +config=repo:app:1.0.0:/config/app.mechtron }")
                        .status())
                .isEqualTo(201);
        assertRefused(run("create localhost:bad<Mechtron>{ +config=repo:app:1.0.0:/bind/app.bind }"), 422, "E0715");
        assertThat(run("set localhost{ +config=anything }").status()).isEqualTo(200);
    }

    @Test
    void pingsCarryTheAgentTheDeadlineAndTheChain() {
        run("create localhost<Space>");

        Pong pong = run("ping localhost Cmd<Read>");

        assertThat(pong.status()).isEqualTo(200);
        assertThat(pong.body().toString()).contains("\"status\":200", "\"kind\":\"Json\"");
        Directed command = hyperverse.sent().get(hyperverse.sent().size() - 2);
        Directed ping = hyperverse.sent().get(hyperverse.sent().size() - 1);
        assertThat(ping.agent()).isEqualTo(Agent.HYPERUSER);
        assertThat(ping.from()).isEqualTo(GlobalDriver.EXECUTOR);
        assertThat(ping.deadline()).isEqualTo(command.deadline());
        assertThat(ping.head().chain()).containsExactly(GlobalDriver.EXECUTOR);
    }

    @Test
    void aPongsFaultIsTheCommandsFault() {
        run("create localhost<Space>");

        assertRefused(run("ping localhost Ext<Hello>"), 404, "E0402");
        assertRefused(run("ping nowhere Ext<Hello>"), 404, "E0203");
    }

    @Test
    void aSignalIsSentAndNotAnswered() {
        run("create localhost<Space>");

        assertThat(run("signal localhost Ext<Hello> 'hi'").status()).isEqualTo(200);
        assertThat(hyperverse.sent().get(hyperverse.sent().size() - 1))
                .isInstanceOfSatisfying(
                        Signal.class, signal -> assertThat(signal.body()).isEqualTo(Substance.text("hi")));
    }

    @Test
    void theInfrastructuresMethodsAreRefused() {
        run("create localhost<Space>");

        assertThat(run("ping localhost Hyp<Assign>").status()).isEqualTo(403);
    }

    @Test
    void anUploadIsTheBodyOfAPing() {
        run("create localhost<Space>");

        run(
                Agent.HYPERUSER,
                "signal localhost Ext<Hello> ^[ note.txt ]",
                Map.of("note.txt", "hello".getBytes(StandardCharsets.UTF_8)));

        assertThat(hyperverse.sent().get(hyperverse.sent().size() - 1).body()).isEqualTo(Substance.text("hello"));
    }

    @Test
    void aResultThatIsTooLargeIsRefused() throws Exception {
        run("create repo<Repo>");
        run("create repo:app<BundleSeries>");
        run(
                Agent.HYPERUSER,
                "publish ^[ app.zip ]-> repo:app:1.0.0",
                Map.of("app.zip", zip(Map.of("at", "x".repeat(2_000), "over", "x".repeat(2_001)))));

        assertThat(run("ping repo:app:1.0.0:/at Http<Get>").status()).isEqualTo(200);
        assertRefused(run("ping repo:app:1.0.0:/over Http<Get>"), 422, "E0712");
        assertRefused(run("get repo:app:1.0.0:/over"), 422, "E0712");
    }

    @Test
    void withoutAGrantEverythingIsForbiddenAndNothingIsTold() {
        run("create localhost<Space>");
        letScottIn();

        assertRefused(asScott("create localhost:a<Base>"), 403, "E0301");
        assertRefused(asScott("create nowhere:a<Base>"), 403, "E0301");
        assertRefused(asScott("get localhost{ a }"), 403, "E0301");
        assertRefused(asScott("get localhost"), 403, "E0301");
        assertRefused(asScott("get localhost:none"), 403, "E0301");
        assertRefused(asScott("set localhost{ +a=b }"), 403, "E0301");
        assertRefused(asScott("publish ^[ a ]-> repo:app:1.0.0"), 403, "E0301");
        assertRefused(asScott("grant perm +CSD-RWX on localhost to *"), 403, "E0310");
        assertDone(asScott("select **"), 200, "[]");
    }

    @Test
    void aMissingPointIsToldToWhoMaySelectItsSiblings() {
        run("create localhost<Space>");
        letScottIn("perm +cSd-rwx on localhost to hyperspace:users:scott");

        assertRefused(asScott("get localhost:none{ a }"), 404, "E0203");
        assertRefused(asScott("get localhost:none:deeper{ a }"), 403, "E0301");
    }

    @Test
    void grantsOpenWhatTheyName() {
        run("create localhost<Space>");
        letScottIn("perm +Csd-rWx on localhost to hyperspace:users:scott");

        assertThat(asScott("create localhost:mine<Base>").status()).isEqualTo(201);
        assertThat(asScott("set localhost{ +a=b }").status()).isEqualTo(200);
        assertRefused(asScott("get localhost{ a }"), 403, "E0301");
        assertThat(asScott("get localhost:mine").body().toString()).contains("\"owner\":\"hyperspace:users:scott\"");
        assertThat(asScott("grant perm +csd-Rwx on localhost:mine to *").status())
                .isEqualTo(200);
    }

    @Test
    void theRegistryTellsItsRecord() {
        assertThat(run("get GLOBAL::registry").body().toString()).contains("\"kind\":\"Global\"");
    }

    @Test
    void commandsBeyondTheLimitAreRefused() {
        HeldDriver held = new HeldDriver();
        hyperverse.with(List.of(held));
        run("create localhost<Space>");
        run("create localhost:held<App>");
        Substance ping = new ExecuteRequest("ping localhost:held Ext<Wait>", Map.of()).toSubstance();
        CompletionStage<Pong> first = send(ping);
        CompletionStage<Pong> second = send(ping);

        assertRefused(run("select **"), 429, "E0404");
        held.release();

        assertThat(first.toCompletableFuture().join().status()).isEqualTo(200);
        assertThat(second.toCompletableFuture().join().status()).isEqualTo(200);
        assertThat(run("select localhost").status()).isEqualTo(200);
    }

    private CompletionStage<Pong> send(Substance body) {
        return hyperverse.send(Agent.HYPERUSER, "GLOBAL::executor", GlobalDriver.EXECUTE, Headers.NONE, body);
    }

    /** Particles that answer when they are told to. */
    private static final class HeldDriver extends RecordDriver {

        private final CompletableFuture<Reply> answer = new CompletableFuture<>();

        HeldDriver() {
            super("held", StarKind.MAELSTROM, Set.of(Kind.of("App")), Method.ext("Wait"));
        }

        void release() {
            answer.complete(Reply.ok(Substance.text("done")));
        }

        @Override
        public Particle create(ParticleContext context) {
            return wave -> answer;
        }
    }
}
