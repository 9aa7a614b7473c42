package io.hyperspace.drivers.global;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.drivers.record.RecordDriver;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Signal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class CommandExecutorTest extends ExecutorTests {

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
