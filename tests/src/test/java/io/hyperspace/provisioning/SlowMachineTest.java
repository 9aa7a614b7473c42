package io.hyperspace.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.testkit.HyperverseExtension;
import io.hyperspace.testkit.MachinesExtension;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of three Machines takes a second for every wave. */
@Tag("long")
final class SlowMachineTest {

    private static final Logger LOG = LoggerFactory.getLogger(SlowMachineTest.class);
    private static final WorkDriver.Journal JOURNAL = new WorkDriver.Journal();
    private static final String SLOW = "m1";
    private static final int STARS = 12;
    private static final int COUNT = 1_200;
    private static final int ROUND = 60;

    @RegisterExtension
    static final MachinesExtension MACHINES = HyperverseExtension.machines(3)
            .driver(services -> new WorkDriver(services, JOURNAL))
            .config("""
                    hyperspace.star.counts {
                      central = 1, super = 2, nexus = 1, maelstrom = %d, scribe = 1, jump = 1, fold = 1
                    }
                    """.formatted(STARS));

    @BeforeAll
    static void settle() {
        Population.settle(MACHINES, STARS);
        JOURNAL.slow(SLOW, Duration.ofSeconds(1));
    }

    @Test
    void whatGoesWhereTheLoadIsLeastGoesToASlowMachineLessOften() {
        Map<String, Integer> placed = place("least", WorkDriver.JOB, COUNT);

        int slow = placed.getOrDefault(SLOW, 0);
        assertThat(slow * 2).isLessThan(placed.getOrDefault("m0", 0));
        assertThat(slow * 2).isLessThan(placed.getOrDefault("m2", 0));
    }

    /** They come a few at a time, as those who use them would, and so that there is time to see who is slow. */
    private static Map<String, Integer> place(String space, Kind kind, int count) {
        MACHINES.machine(0).command("create " + space + "<Space>").orThrow();
        List<Point> points = Population.register(MACHINES.services(0), space, kind, count);
        for (int from = 0; from < count; from += ROUND) {
            List<Pong> pongs = Population.ping(MACHINES.services(0), points.subList(from, from + ROUND))
                    .toCompletableFuture()
                    .join();
            assertThat(pongs).extracting(Pong::status).containsOnly(200);
        }
        Map<StarKey, String> homes = Population.homes(MACHINES.services(0));
        Map<String, Integer> placed = new HashMap<>();
        Population.byStar(MACHINES.services(0), points)
                .forEach((star, particles) -> placed.merge(homes.getOrDefault(star, "?"), particles, Integer::sum));
        LOG.info("{} particles placed: {}", count, placed);
        return placed;
    }
}
