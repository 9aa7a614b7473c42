package io.hyperspace.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.testkit.HyperverseExtension;
import io.hyperspace.testkit.MachinesExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queued and durable waves flow from three Machines, the one that leaves too, to particles that ask others before they
 * answer. A Machine is stopped in order meanwhile: no wave of those that stay may fail, and what the leaving one has
 * accepted takes effect, once.
 */
final class LeavingMachinesTest {

    private static final Logger LOG = LoggerFactory.getLogger(LeavingMachinesTest.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long MILLIS = 40_000;
    private static final int ERRANDS = 6;
    private static final int ONCE_EACH = 101;
    private static final ErrandDriver.Clerks CLERKS = new ErrandDriver.Clerks();
    private static final ErrandDriver DRIVER = new ErrandDriver(CLERKS, Point.parse("errands:clerk"));

    @RegisterExtension
    static final MachinesExtension MACHINES = HyperverseExtension.machines(3)
            .driver(services -> DRIVER)
            .driver(services -> CLERKS)
            .config("""
                    hyperspace.stop-timeout = 80s
                    hyperspace.star.counts {
                      central = 1, super = 1, nexus = 1, maelstrom = 6, scribe = 1, jump = 3, fold = 1
                    }
                    pekko.coordinated-shutdown.phases.before-cluster-shutdown.timeout = 35s
                    pekko.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout = 15s
                    """);

    private final long seed = Long.getLong("hyperspace.test.seed", System.nanoTime());
    private final String name = "-Dhyperspace.test.seed=" + seed;
    private final Random random = new Random(seed);
    private long stoppedAt;

    @BeforeAll
    static void prepare() {
        MACHINES.machine(0).command("create errands<Space>").orThrow();
        MACHINES.machine(0).command("create errands:clerk<Clerk>").orThrow();
        MACHINES.machine(0).command("grant perm +csd-rwX on errands:clerk to *").orThrow();
        targets().forEach(errand -> MACHINES.machine(0)
                .command("create " + errand + "<Errand>")
                .orThrow());
    }

    @Test
    void noWaveIsLostOrFailsWhenAMachineLeaves() {
        whenItLeaves(2);
    }

    @Test
    void noWaveIsLostOrFailsWhenTheOldestMachineLeaves() {
        whenItLeaves(0);
    }

    private void whenItLeaves(int leaving) {
        MACHINES.awaitSpread();
        List<Stream> staying = new ArrayList<>();
        List<Stream> through = new ArrayList<>();
        try {
            for (int i = 0; i < MACHINES.count(); i++) {
                List<Stream> streams = i == leaving ? through : staying;
                streams.add(stream(i, Handling.QUEUED));
                streams.add(stream(i, Handling.DURABLE));
            }
            flow(all(staying, through), System.currentTimeMillis());
            stoppedAt = System.currentTimeMillis();
            long began = System.nanoTime();
            MACHINES.stop(leaving);
            LOG.info("m{} left in {} ms", leaving, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            flow(staying, System.currentTimeMillis());
        } finally {
            all(staying, through).forEach(Stream::close);
        }
        check(staying, through);
        MACHINES.start(leaving);
    }

    private Stream stream(int machine, Handling handling) {
        return new Stream(
                "m" + machine + "-" + handling,
                MACHINES.services(machine).waves(),
                handling,
                targets(),
                MILLIS,
                random.nextLong());
    }

    /** Waits until each stream has had answers to what it sent from a moment on. */
    private static void flow(List<Stream> streams, long since) {
        await().atMost(PATIENCE).until(() -> streams.stream()
                .allMatch(stream -> stream.pings().stream()
                                .filter(sent -> sent.status() == 200 && sent.deadline() - MILLIS > since)
                                .count()
                        > 20));
    }

    private void check(List<Stream> staying, List<Stream> through) {
        List<Stream.Sent> all = sent(all(staying, through));
        await(name).atMost(PATIENCE).until(() -> all.stream().allMatch(sent -> sent.status() != 0));
        LOG.info("those that stay: {}; through the one that leaves: {}", statuses(staying), statuses(through));

        assertThat(statuses(staying)).as(name).containsOnlyKeys(200, 202);
        assertThat(sent(through))
                .as("%s: what the leaving Machine took before it was told to leave", name)
                .filteredOn(sent -> sent.deadline() - MILLIS < stoppedAt)
                .isNotEmpty()
                .allMatch(sent -> sent.status() < 300);
        assertThat(statuses(through)).as(name).containsOnlyKeys(200, 202, 503);
        List<Stream.Sent> good =
                all.stream().filter(sent -> sent.status() < 300).toList();
        await(name).atMost(PATIENCE).untilAsserted(() -> assertThat(good)
                .as("%s: what was accepted or answered has taken effect once", name)
                .allMatch(sent -> DRIVER.begun(sent.key()) == 1 && DRIVER.noted(sent.key()) == ONCE_EACH));
        assertThat(all).as("%s: nothing has taken effect twice", name).allMatch(sent -> DRIVER.begun(sent.key()) <= 1);
    }

    private static Map<Integer, Long> statuses(List<Stream> streams) {
        return sent(streams).stream()
                .collect(Collectors.groupingBy(Stream.Sent::status, TreeMap::new, Collectors.counting()));
    }

    private static List<Stream.Sent> sent(List<Stream> streams) {
        return streams.stream()
                .flatMap(stream -> java.util.stream.Stream.concat(stream.pings().stream(), stream.signals().stream()))
                .toList();
    }

    private static List<Stream> all(List<Stream> some, List<Stream> more) {
        List<Stream> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static List<Point> targets() {
        return IntStream.range(0, ERRANDS)
                .mapToObj(i -> Point.parse("errands:e" + i))
                .toList();
    }
}
