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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Senders on three Machines send 2,000 waves a second to twelve particles, while these are moved from star to star without a
 * pause, a Machine is drained, stopped and started again, and stars move to it. Every wave must be begun once, in the order
 * of its sender, and every ping answered with 200.
 */
final class MovesTest {

    private static final Logger LOG = LoggerFactory.getLogger(MovesTest.class);
    private static final LedgerDriver LEDGER = new LedgerDriver();
    private static final int STARS = 6;
    private static final int PARTICLES = 12;
    private static final int SENDERS = 2;
    private static final int RATE = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    static final MachinesExtension MACHINES =
            HyperverseExtension.machines(3).driver(services -> LEDGER).config("""
                    hyperspace.star.counts {
                      central = 1, super = 1, nexus = 1, maelstrom = %d, scribe = 1, jump = 1, fold = 1
                    }
                    """.formatted(STARS));

    private final long seed = Long.getLong("hyperspace.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final AtomicInteger lives = new AtomicInteger();

    @BeforeAll
    static void prepare() {
        MACHINES.machine(0).command("create field<Space>").orThrow();
    }

    @Test
    void noWaveIsLostReorderedOrRepeatedWhileParticlesMoveAMachineIsDrainedAndOneJoins() {
        run("short", Duration.ofSeconds(5), 1);
    }

    @Test
    @Tag("soak")
    void noWaveIsLostReorderedOrRepeatedThroughManyMovesAndDrains() {
        run("long", Duration.ofSeconds(20), 6);
    }

    private void run(String space, Duration calm, int rounds) {
        String name = "-Dhyperspace.test.seed=" + seed;
        List<Point> targets = targets(space);
        List<Traffic> all = new ArrayList<>();
        List<List<Traffic>> sending = new ArrayList<>();
        IntStream.range(0, MACHINES.count()).forEach(i -> sending.add(senders(i, targets, all)));
        long start = System.nanoTime();
        Mover mover = Mover.start(MACHINES, targets, STARS, seed);

        for (int round = 0; round < rounds; round++) {
            Traffic.flow(calm);
            int leaving = round % MACHINES.count();
            mover.via((leaving + 1) % MACHINES.count());
            long began = System.nanoTime();
            drain(leaving, name);
            LOG.info("drained in {} ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            sending.get(leaving).forEach(Traffic::end);
            Traffic.answered(sending.get(leaving), name);
            MACHINES.stop(leaving);
            MACHINES.start(leaving);
            sending.set(leaving, senders(leaving, targets, all));
        }
        Traffic.flow(calm);

        mover.end(PATIENCE);
        all.forEach(Traffic::end);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        Traffic.answered(all, name);
        check(all, mover, name, millis);
    }

    private static List<Point> targets(String space) {
        List<Point> targets = new ArrayList<>();
        for (int i = 0; i < PARTICLES; i++) {
            Point target = Point.parse("field:" + space + i);
            MACHINES.machine(0)
                    .command("create " + target + "<" + LedgerDriver.KIND + ">")
                    .orThrow();
            targets.add(target);
        }
        return targets;
    }

    private List<Traffic> senders(int machine, List<Point> targets, List<Traffic> all) {
        List<Traffic> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            String name = "s" + machine + "-" + lives.incrementAndGet();
            int aSecond = RATE / MACHINES.count() / SENDERS;
            senders.add(Traffic.start(name, MACHINES.services(machine).waves(), targets, random.nextLong(), aSecond));
        }
        all.addAll(senders);
        return senders;
    }

    private static void drain(int machine, String name) {
        CommandResult drained =
                MACHINES.machine(0).command("drain " + MACHINES.machine(machine).name());
        assertThat(drained.status()).as(name + " " + drained).isEqualTo(200);
    }

    private void check(List<Traffic> all, Mover mover, String name, long millis) {
        Map<Integer, Integer> statuses = new HashMap<>();
        all.forEach(sender ->
                sender.pongs().forEach(pong -> statuses.merge(pong.join().status(), 1, Integer::sum)));
        Map<Path, Integer> sent = new HashMap<>();
        all.forEach(sender -> sent.putAll(sender.sent()));
        long waves = sent.values().stream().mapToLong(Integer::longValue).sum();
        LOG.info(
                "{}: {} waves in {} ms, {} moves, {} lives, answers {}",
                name,
                waves,
                millis,
                mover.moved(),
                LEDGER.lives(),
                statuses);

        sent.forEach((path, count) -> await(name + " " + path).atMost(PATIENCE).untilAsserted(() -> assertThat(
                        LEDGER.entries(path))
                .as(name + " " + path)
                .isEqualTo(IntStream.range(0, count).boxed().toList())));
        assertThat(LEDGER.doubles()).as(name).isEmpty();
        assertThat(statuses).as(name).containsOnlyKeys(200);
        assertThat(mover.refused()).as(name).isEmpty();
        assertThat(mover.moved()).as(name).isGreaterThan(50);
        assertThat(waves * 1000 / millis).as(name).isGreaterThan(RATE * 2L / 3);
    }
}
