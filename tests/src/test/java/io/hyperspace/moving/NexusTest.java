package io.hyperspace.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.moving.LedgerDriver.Path;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.testkit.HyperverseExtension;
import io.hyperspace.testkit.MachinesExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three Machines whose waves all pass one nexus. It moves to another Machine under traffic, its Machine stops, and its
 * Machine dies: every wave must be begun once at most, in the order of its sender, and none be lost on account of the nexus.
 */
@Tag("long")
final class NexusTest {

    private static final Logger LOG = LoggerFactory.getLogger(NexusTest.class);
    private static final LedgerDriver LEDGER = new LedgerDriver();
    private static final String NEXUS = "<<central:nexus[0]>>";
    private static final int PARTICLES = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    static final MachinesExtension MACHINES =
            HyperverseExtension.machines(3).driver(services -> LEDGER).config("""
                    hyperspace.topology = graph
                    hyperspace.star.counts {
                      central = 1, super = 1, nexus = 1, maelstrom = 6, scribe = 1, jump = 1, fold = 1
                    }
                    """);

    private final long seed = Long.getLong("hyperspace.test.seed", System.nanoTime());
    private final String name = "-Dhyperspace.test.seed=" + seed;
    private final Random random = new Random(seed);
    private final Map<Integer, Traffic> sending = new HashMap<>();

    @BeforeAll
    static void prepare() {
        MACHINES.machine(0).command("create field<Space>").orThrow();
    }

    @AfterEach
    void startWhatHasStopped() {
        sending.values().forEach(Traffic::end);
        IntStream.range(0, MACHINES.count()).filter(i -> !MACHINES.isUp(i)).forEach(MACHINES::start);
    }

    @Test
    void nothingIsLostReorderedOrRepeatedWhenTheNexusMovesUnderTraffic() {
        List<Point> targets = targets("moved");
        send("moved", targets, 600, 0, 1, 2);
        Traffic.flow(Duration.ofSeconds(2));
        int from = machineOfNexus(0);

        int other = (from + 1) % MACHINES.count();
        MACHINES.machine(other)
                .command("drain " + MACHINES.machine(from).name())
                .orThrow();

        assertThat(machineOfNexus(other)).isNotEqualTo(from);
        Traffic.flow(Duration.ofSeconds(2));
        endAll();
        assertThat(answers()).as(name).containsOnlyKeys("200");
        assertAllWereBegunOnceInOrder();
        assertThat(LEDGER.doubles()).as(name).isEmpty();
        MACHINES.stop(from);
    }

    @Test
    void nothingIsLostReorderedOrRepeatedWhenTheMachineOfTheNexusStops() {
        List<Point> targets = targets("stopped");
        int from = machineOfNexus(0);
        int[] staying =
                IntStream.range(0, MACHINES.count()).filter(i -> i != from).toArray();
        send("stopped", targets, 600, staying);
        Traffic.flow(Duration.ofSeconds(2));

        MACHINES.stop(from);

        Traffic.flow(Duration.ofSeconds(2));
        endAll();
        assertThat(answers()).as(name).containsOnlyKeys("200");
        assertAllWereBegunOnceInOrder();
    }

    @Test
    void noWaveBetweenMachinesThatLiveIsLostWhenTheMachineOfTheNexusDies() {
        List<Point> targets = targets("killed");
        send("warm", targets, 100, 0);
        Traffic.flow(Duration.ofSeconds(1));
        endAll();
        sending.clear();
        int lost = machineOfNexus(0);
        String gone = MACHINES.machine(lost).name();
        int[] living =
                IntStream.range(0, MACHINES.count()).filter(i -> i != lost).toArray();
        List<Point> safe = targets.stream()
                .filter(target -> !machineOf(target, living[0]).equals(gone))
                .toList();
        assertThat(safe).isNotEmpty();
        assertThat(safe.size()).isLessThan(targets.size());
        send("killed", safe, 100, living);
        Traffic.flow(Duration.ofSeconds(2));

        MACHINES.kill(lost);

        await().ignoreExceptions().atMost(PATIENCE).until(() -> machineOfNexus(living[0]) != lost);
        Traffic.flow(Duration.ofSeconds(2));
        endAll();
        assertThat(answers()).as(name).containsOnlyKeys("200");
        assertAllWereBegunOnceInOrder();
    }

    private static List<Point> targets(String prefix) {
        List<Point> targets = new ArrayList<>();
        for (int i = 0; i < PARTICLES; i++) {
            Point target = Point.parse("field:" + prefix + i);
            MACHINES.machine(0)
                    .command("create " + target + "<" + LedgerDriver.KIND + ">")
                    .orThrow();
            targets.add(target);
        }
        return targets;
    }

    private void send(String prefix, List<Point> targets, int aSecond, int... machines) {
        for (int machine : machines) {
            sending.put(
                    machine,
                    Traffic.start(
                            prefix + machine, MACHINES.services(machine).waves(), targets, random.nextLong(), aSecond));
        }
    }

    private void endAll() {
        sending.values().forEach(Traffic::end);
        Traffic.answered(sending.values(), name);
    }

    private Map<String, Integer> answers() {
        Map<String, Integer> answers = new HashMap<>();
        sending.values()
                .forEach(sender -> sender.pongs().forEach(pong -> answers.merge(answer(pong.join()), 1, Integer::sum)));
        LOG.info("answers {}", answers);
        return answers;
    }

    private static String answer(Pong pong) {
        return pong.status() == 200 ? "200" : pong.body().toString();
    }

    private void assertAllWereBegunOnceInOrder() {
        sending.values().forEach(sender -> sender.sent().forEach((path, count) -> assertBegun(path, count)));
    }

    private void assertBegun(Path path, int count) {
        await(name + " " + path).atMost(PATIENCE).untilAsserted(() -> assertThat(LEDGER.entries(path))
                .as(name + " " + path)
                .isEqualTo(IntStream.range(0, count).boxed().toList()));
    }

    private static int machineOfNexus(int asked) {
        for (JsonNode star : MACHINES.machine(asked).command("stars").orThrow().result()) {
            if (star.path("star").asText().equals(NEXUS)) {
                return Integer.parseInt(star.path("machine").asText().substring(1));
            }
        }
        throw new AssertionError("there is no nexus");
    }

    private static String machineOf(Point target, int asked) {
        return MACHINES.machine(asked)
                .command("status " + target)
                .orThrow()
                .result()
                .path("machine")
                .asText();
    }
}
