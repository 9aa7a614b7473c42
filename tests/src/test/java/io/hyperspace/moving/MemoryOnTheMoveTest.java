package io.hyperspace.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.control.CommandResult;
import io.hyperspace.moving.LedgerDriver.Path;
import io.hyperspace.space.point.Point;
import io.hyperspace.testkit.HyperverseExtension;
import io.hyperspace.testkit.MachinesExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Particles that count in memory, on three Machines, under traffic: they move from star to star without a pause, a Machine is
 * drained and stopped, stars move to it when it is back, and another stops in order. No count may be lost or counted twice.
 * When a Machine dies, what was in its memory is gone, and nothing older comes back.
 */
final class MemoryOnTheMoveTest {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryOnTheMoveTest.class);
    private static final CounterDriver COUNTERS = new CounterDriver();
    private static final int STARS = 6;
    private static final int PARTICLES = 12;
    private static final int RATE = 300;
    private static final Duration CALM = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    static final MachinesExtension MACHINES =
            HyperverseExtension.machines(3).driver(services -> COUNTERS).config("""
                    hyperspace.star.counts {
                      central = 1, super = 1, nexus = 1, maelstrom = %d, scribe = 1, jump = 1, fold = 1
                    }
                    hyperspace.stop-timeout = 80s
                    pekko.coordinated-shutdown.phases.before-cluster-shutdown.timeout = 30s
                    pekko.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout = 30s
                    """.formatted(STARS));

    private final long seed = Long.getLong("hyperspace.test.seed", System.nanoTime());
    private final String name = "-Dhyperspace.test.seed=" + seed;
    private final Random random = new Random(seed);
    private final List<Traffic> all = new ArrayList<>();

    @BeforeAll
    static void prepare() {
        MACHINES.machine(0).command("create field<Space>").orThrow();
    }

    @Test
    void noCountIsLostByAnyPlannedMoveAndEveryCountOfAMachineThatDies() {
        List<Point> targets = targets();
        IntStream.range(0, MACHINES.count()).forEach(machine -> send(machine, targets));
        Mover mover = Mover.start(MACHINES, targets, STARS, seed);
        Traffic.flow(CALM);

        drain(1);
        leave(1);
        MACHINES.start(1);
        send(1, targets);
        Traffic.flow(CALM);
        leave(2);
        Traffic.flow(CALM);
        MACHINES.start(2);
        Traffic.flow(CALM);

        mover.end(PATIENCE);
        all.forEach(Traffic::end);
        Traffic.answered(all, name);
        assertThat(mover.refused()).as(name).isEmpty();
        check(targets, mover.moved());
        lose(targets);
    }

    private static List<Point> targets() {
        List<Point> targets = new ArrayList<>();
        for (int i = 0; i < PARTICLES; i++) {
            Point target = Point.parse("field:p" + i);
            command("create " + target + "<" + CounterDriver.KIND + ">").orThrow();
            targets.add(target);
        }
        return targets;
    }

    private static CommandResult command(String line) {
        return MACHINES.machine(0).command(line);
    }

    private void send(int machine, List<Point> targets) {
        String sender = "s" + machine + "-" + all.size();
        all.add(Traffic.start(sender, MACHINES.services(machine).waves(), targets, random.nextLong(), RATE));
    }

    private void drain(int machine) {
        CommandResult drained = command("drain " + MACHINES.machine(machine).name());
        assertThat(drained.status()).as(name + " " + drained).isEqualTo(200);
    }

    /** Stops a Machine in order, when nothing waits there for an answer any more. */
    private void leave(int machine) {
        List<Traffic> there = all.stream()
                .filter(traffic -> traffic.name().startsWith("s" + machine))
                .toList();
        there.forEach(Traffic::end);
        Traffic.answered(there, name);
        MACHINES.stop(machine);
    }

    private void check(List<Point> targets, int moved) {
        Map<Integer, Integer> statuses = new HashMap<>();
        all.forEach(sender ->
                sender.pongs().forEach(pong -> statuses.merge(pong.join().status(), 1, Integer::sum)));
        Map<Path, Integer> sent = new HashMap<>();
        all.forEach(sender -> sent.putAll(sender.sent()));
        LOG.info("{}: {} moves, answers {}", name, moved, statuses);

        assertThat(statuses).as(name).containsOnlyKeys(200);
        await(name)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(COUNTERS.remembered()).as(name).isEqualTo(sent));
        assertThat(COUNTERS.strange()).as(name).isEmpty();
        for (Point target : targets) {
            List<Integer> counts = COUNTERS.counts(target);
            assertThat(counts)
                    .as(name + " " + target)
                    .isEqualTo(IntStream.rangeClosed(1, counts.size()).boxed().toList());
        }
        assertThat(moved).as(name).isGreaterThan(20);
        await(name).atMost(PATIENCE).until(() -> MACHINES.rows("moving_memory") == 0);
    }

    /** Those that were on the Machine start afresh, though all have been carried before; the others go on. */
    private void lose(List<Point> targets) {
        MACHINES.awaitSpread();
        for (int i = 0; i < PARTICLES; i++) {
            command("move " + targets.get(i) + " to <<central:maelstrom[" + i % STARS + "]>>")
                    .orThrow();
        }
        Map<Point, String> homes = new HashMap<>();
        Map<Point, Long> before = new HashMap<>();
        targets.forEach(target -> before.put(target, count(target)));
        targets.forEach(target -> homes.put(target, status(target, "machine")));
        String lost = MACHINES.machine(2).name();
        assertThat(homes).as(name).containsValue(lost);

        MACHINES.kill(2);

        for (Point target : targets) {
            boolean isLost = lost.equals(homes.get(target));
            await(name).atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                            command("ping " + target + " Ext<Count>").status())
                    .isEqualTo(200));
            long expected = isLost ? 1 : before.getOrDefault(target, 0L) + 1;
            assertThat(COUNTERS.counts(target)).as(name + " " + target).endsWith((int) expected);
            assertThat(status(target, "memory"))
                    .as(name + " " + target)
                    .startsWith(isLost ? "fresh: the last place of its star was lost" : "carried");
        }
    }

    private static long count(Point target) {
        return command("ping " + target + " Ext<Count>")
                .orThrow()
                .result()
                .at("/body/value")
                .asLong();
    }

    private static String status(Point target, String field) {
        return command("status " + target).orThrow().result().path(field).asText();
    }
}
