package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.Hyperspace;
import io.hyperspace.control.CommandResult;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.testkit.HyperverseExtension;
import io.hyperspace.testkit.ParticleProbe;
import io.hyperspace.trace.Layer;
import io.hyperspace.trace.TraceRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A Hyperverse in a plain Java program, and a particle driven through Pekko's test probe. */
final class EmbeddingTest {

    @RegisterExtension
    static final HyperverseExtension HYPERVERSE = HyperverseExtension.create();

    @BeforeAll
    static void makeASpace() {
        machine().command("create? localhost<Space>").orThrow();
    }

    @Test
    void aMachineStartsWithItsFirstPointsAndNoOther() {
        CommandResult all = machine().command("select ROOT+:**");

        assertThat(all.result().findValuesAsText("point"))
                .contains(
                        "ROOT",
                        "GLOBAL::executor",
                        "GLOBAL::registry",
                        "hyperspace",
                        "hyperspace:users",
                        "hyperspace:users:hyperuser");
    }

    @Test
    void aCommandThatIsRefusedIsAResultWithAnError() {
        CommandResult twice = machine().command("create localhost<Space>");
        CommandResult misspelt = machine().command("create other<Sapce>");

        assertThat(twice.status()).isEqualTo(409);
        assertThat(misspelt.status()).isEqualTo(400);
        assertThat(misspelt.toJson().at("/error/code").asText()).isEqualTo("E0102");
        assertThat(misspelt.toJson().at("/error/span/column").asInt()).isEqualTo(14);
    }

    @Test
    void aProbeSeesTheWaveAndItsAnswerComesBack() {
        ParticleProbe probe = HYPERVERSE.probe("localhost:probe");
        CompletableFuture<Pong> pong = CompletableFuture.supplyAsync(
                () -> machine().ping("localhost:probe", "Ext<Hello>", Substance.text("world")));

        ParticleProbe.Received received = probe.receive();
        received.reply(Reply.ok(Substance.text("hello world")));

        assertThat(received.wave().method()).isEqualTo(Method.ext("Hello"));
        assertThat(received.wave().agent()).isEqualTo(Agent.HYPERUSER);
        assertThat(received.wave().body()).isEqualTo(Substance.text("world"));
        assertThat(pong.join().status()).isEqualTo(200);
        assertThat(pong.join().from()).isEqualTo(Point.parse("localhost:probe"));
        assertThat(pong.join().body()).isEqualTo(Substance.text("hello world"));
    }

    @Test
    void whatWasRegisteredIsThereAfterARestart() {
        machine().command("create? localhost:kept<Base>{ +colour=red }").orThrow();
        machine().command("set localhost:kept{ +@size=10 }").orThrow();

        Hyperspace again = HYPERVERSE.restart();

        JsonNode properties =
                again.command("get localhost:kept{ colour, size }").result();
        assertThat(properties.get("colour").asText()).isEqualTo("red");
        assertThat(properties.get("size").asText()).isEqualTo("10");
        assertThat(again.command("set localhost:kept{ +size=11 }").status()).isEqualTo(422);
        assertThat(again.command("create localhost:kept<Base>").status()).isEqualTo(409);
    }

    @Test
    void aListenerIsToldOfEachRecordOfATrackedWave(@TempDir Path data) {
        List<TraceRecord> told = new CopyOnWriteArrayList<>();
        Hyperspace.Builder builder = Hyperspace.builder().data(data).httpPort(0).controlPort(0);
        try (Hyperspace traced = builder.traceListener(told::add).start()) {
            String control = "127.0.0.1:" + traced.controlAddress().getPort();
            CommandLine line = new CommandLine(control, data);
            line.run("exec", "get hyperspace");
            assertThat(told).isEmpty();

            line.run("exec", "--trace", "get hyperspace");
        }

        assertThat(told)
                .extracting(TraceRecord::layer)
                .startsWith(Layer.SENT)
                .containsSubsequence(Layer.LANE, Layer.ADMITTED, Layer.FIELD, Layer.CORE, Layer.ANSWERED, Layer.PONG);
    }

    @Test
    void aMachineWithOtherStarCountsThanTheClusterRefusesToStart(@TempDir Path data) {
        Hyperspace.Builder builder = Hyperspace.builder().data(data).httpPort(0).controlPort(0);
        builder.start().close();

        builder.config(ConfigFactory.parseString("hyperspace.star.counts.maelstrom = 3"));

        assertThatExceptionOfType(HyperspaceException.class)
                .isThrownBy(builder::start)
                .matches(refused -> refused.status() == 503);
    }

    @Test
    void aMachineWithAnotherGraphThanTheClusterRefusesToStart(@TempDir Path data) {
        Hyperspace.Builder builder = Hyperspace.builder().data(data).httpPort(0).controlPort(0);
        builder.config(ConfigFactory.parseString("hyperspace.topology = graph"));
        builder.start().close();

        builder.config(ConfigFactory.parseString("hyperspace.topology = mesh"));
        assertThatExceptionOfType(HyperspaceException.class)
                .isThrownBy(builder::start)
                .withMessageContaining("topology")
                .matches(refused -> refused.status() == 503);
        builder.config(ConfigFactory.parseString("hyperspace { topology = graph, graph.lanes += \"machine - jump\" }"));
        assertThatExceptionOfType(HyperspaceException.class)
                .isThrownBy(builder::start)
                .withMessageContaining("graph.lanes")
                .matches(refused -> refused.status() == 503);
    }

    private static Hyperspace machine() {
        return HYPERVERSE.machine();
    }
}
