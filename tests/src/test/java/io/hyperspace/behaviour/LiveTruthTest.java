package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.control.CommandResult;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.testkit.MachinesExtension;
import io.hyperspace.testkit.ParticleProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three Machines say what there is, before and after one of them is lost. */
final class LiveTruthTest {

    @RegisterExtension
    static final MachinesExtension machines = MachinesExtension.of(3);

    private static JsonNode list(int machine, String command) {
        return machines.machine(machine).command(command).orThrow().result();
    }

    private static List<String> all(JsonNode list, String field) {
        List<String> all = new ArrayList<>();
        list.forEach(node -> all.add(node.path(field).asText()));
        return all;
    }

    @Test
    void everyMachineTellsTheTruthAlsoAboutOneThatWasKilled() {
        ParticleProbe probe = aProbeThatHasAnswered();

        assertThat(all(list(0, "machines"), "machine")).containsExactly("m0", "m1", "m2");
        assertThat(all(list(0, "machines"), "state")).containsOnly("up");
        assertThat(all(list(1, "stars"), "state")).containsOnly("running");
        assertThat(all(list(1, "stars"), "machine")).doesNotContain("null").contains("m0");
        assertThat(list(2, "machines").findValues("stars").stream()
                        .mapToInt(JsonNode::asInt)
                        .sum())
                .isEqualTo(list(2, "stars").size());
        assertThat(all(list(1, "lanes"), "state")).contains("open").doesNotContain("silent");
        assertThat(all(list(1, "kinds"), "kind")).contains("Mechtron", "Probe", "Space");
        assertThat(all(list(1, "drivers"), "driver")).contains("mechtron", "probe");
        JsonNode status = list(2, "status " + probe.point());
        assertThat(status.path("activity").asText()).isEqualTo("active");
        assertThat(status.path("star").asText()).startsWith("<<central:maelstrom");

        int lost = Integer.parseInt(status.path("machine").asText().substring(1));
        machines.kill(lost);

        int other = lost == 0 ? 1 : 0;
        await().ignoreExceptions().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode now = machines.machine(other).command("machines").orThrow().result();
            assertThat(all(now, "state").stream().filter("up"::equals)).hasSize(2);
            JsonNode stars = machines.machine(other).command("stars").orThrow().result();
            assertThat(all(stars, "state")).containsOnly("running");
            assertThat(all(stars, "machine")).doesNotContain("m" + lost);
        });
        JsonNode left = list(other, "machines");
        left.forEach(machine -> {
            if (machine.path("machine").asText().equals("m" + lost)) {
                assertThat(machine.path("state").asText()).isNotEqualTo("up");
                assertThat(machine.path("stars").asInt()).isZero();
            }
        });
        machines.start(lost);
    }

    private static ParticleProbe aProbeThatHasAnswered() {
        machines.machine(0).command("create? localhost<Space>").orThrow();
        ParticleProbe probe = machines.probe("localhost:probe");
        CompletableFuture<CommandResult> pong =
                CompletableFuture.supplyAsync(() -> machines.machine(1).command("ping localhost:probe Ext<Hello>"));
        probe.receive().reply(Reply.ok(Substance.Empty.INSTANCE));
        assertThat(pong.join().status()).isEqualTo(200);
        return probe;
    }
}
