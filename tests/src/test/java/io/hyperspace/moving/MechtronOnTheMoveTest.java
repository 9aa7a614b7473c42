package io.hyperspace.moving;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.behaviour.HostileZip;
import io.hyperspace.behaviour.Sample;
import io.hyperspace.testkit.HyperverseExtension;
import io.hyperspace.testkit.MachinesExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A mechtron that counts in its memory, on two Machines: it and its star move, and it counts on. */
final class MechtronOnTheMoveTest {

    private static final String BUNDLE = "field:repo:guests:1.0.0";
    private static final String CONFIG = """
            Mechtron(version=1.0.0) {
               Wasm   { +bin=.:/wasm/probe.wasm; +name=probe; }
               State  { +mode=%s; }
            }
            """;

    @RegisterExtension
    static final MachinesExtension MACHINES =
            HyperverseExtension.machines(2).config("hyperspace.move.state-limit = 256 KiB");

    @BeforeAll
    static void publish() throws IOException {
        MACHINES.awaitSpread();
        byte[] probe = Files.readAllBytes(Sample.project().resolve("drivers/src/test/resources/guests/probe.wasm"));
        byte[] zip = HostileZip.of(Map.of(
                "wasm/probe.wasm", probe,
                "config/actor.mechtron", CONFIG.formatted("actor").getBytes(StandardCharsets.UTF_8),
                "config/stateless.mechtron", CONFIG.formatted("stateless").getBytes(StandardCharsets.UTF_8)));
        List.of("create field<Space>", "create field:repo<Repo>", "create field:repo:guests<BundleSeries>")
                .forEach(line -> MACHINES.machine(0).command(line).orThrow());
        MACHINES.machine(0)
                .command("publish ^[ zip ]-> " + BUNDLE, Map.of("zip", zip))
                .orThrow();
    }

    private static void create(String name, String mode) {
        run("create field:" + name + "<Mechtron>{ +config=" + BUNDLE + ":/config/" + mode + ".mechtron }");
    }

    private static void run(String line) {
        MACHINES.machine(0).command(line).orThrow();
    }

    private static long calls(String name) {
        return MACHINES.machine(0)
                .command("ping field:" + name + " Ext<Calls>")
                .orThrow()
                .result()
                .at("/body/value")
                .asLong();
    }

    private static String status(String name, String field) {
        return MACHINES.machine(0)
                .command("status field:" + name)
                .orThrow()
                .result()
                .path(field)
                .asText();
    }

    @Test
    void anActorCountsOnWhereverItMoves() {
        create("actor", "actor");
        assertThat(calls("actor")).isEqualTo(1);
        assertThat(status("actor", "memory")).isEqualTo("fresh");
        for (int star = 0; star < 3; star++) {
            run("move field:actor to <<central:maelstrom[" + star + "]>>");
            assertThat(calls("actor")).isEqualTo(star + 2);
        }
        assertThat(status("actor", "memory")).isEqualTo("carried");
        String from = status("actor", "machine");

        MACHINES.machine(from.equals(MACHINES.machine(0).name()) ? 1 : 0)
                .command("drain " + from)
                .orThrow();

        assertThat(calls("actor")).isEqualTo(5);
        assertThat(status("actor", "machine")).isNotEqualTo(from);
        assertThat(status("actor", "memory")).isEqualTo("carried");
        assertThat(MACHINES.rows("moving_memory")).isZero();
    }

    @Test
    void oneThatHasMoreThanTheLimitStartsAfreshAndSaysSo() {
        create("large", "actor");
        run("ping field:large Ext<Long> '300000'");
        run("move field:large to <<central:maelstrom[0]>>");
        run("ping field:large Ext<Long> '300000'");
        run("move field:large to <<central:maelstrom[1]>>");

        assertThat(calls("large")).isEqualTo(1);
        assertThat(status("large", "memory")).isEqualTo("lost: it is larger than move.state-limit, 262144 bytes");
    }

    @Test
    void aStatelessOneHasNothingToCarry() {
        create("stateless", "stateless");
        assertThat(calls("stateless")).isEqualTo(1);
        run("move field:stateless to <<central:maelstrom[0]>>");
        run("move field:stateless to <<central:maelstrom[1]>>");

        assertThat(calls("stateless")).isEqualTo(1);
        assertThat(status("stateless", "memory")).isEqualTo("null");
    }
}
