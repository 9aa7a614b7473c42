package io.hyperspace.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.registry.TestDatabase;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.testkit.HyperverseExtension;
import io.hyperspace.testkit.MachinesExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waves flow from three Machines to particles with durable state while a Machine is killed, whichever it is to a wave: the
 * sender's, its outbox's, the target's. Each wave puts a key of its own and counts, so what was lost and what happened twice
 * can be read.
 */
final class LostMachinesTest {

    private static final Logger LOG = LoggerFactory.getLogger(LostMachinesTest.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long DURABLE_MILLIS = 120_000;
    private static final long QUEUED_MILLIS = 15_000;
    private static final int TALLIES = 6;

    @RegisterExtension
    static final MachinesExtension MACHINES = HyperverseExtension.machines(3)
            .driver(services -> new TallyDriver())
            .database(TestDatabase.shared().url(Path.of("lost-machines")))
            .config("""
                    hyperspace.registry.ask-timeout = 3s
                    hyperspace.delivery { resend-after = 2s, retry-most = 500ms }
                    hyperspace.star.counts {
                      central = 1, super = 1, nexus = 1, maelstrom = 3, scribe = 1, jump = 3, fold = 1
                    }
                    """)
            .config(TestDatabase.shared().credentials());

    private final long seed = Long.getLong("hyperspace.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @BeforeAll
    static void prepare() {
        MACHINES.machine(0).command("create tally<Space>").orThrow();
        for (int i = 0; i < TALLIES; i++) {
            MACHINES.machine(0).command("create tally:t" + i + "<Tally>").orThrow();
        }
    }

    @Test
    void noDurableWaveIsLostAndNoneTakesEffectTwice() {
        durable(3);
    }

    @Test
    @Tag("soak")
    void noDurableWaveIsLostAndNoneTakesEffectTwiceInManyRounds() {
        durable(30);
    }

    @Test
    void everyQueuedWaveEndsWithAClearStatusByItsDeadline() {
        queued(3);
    }

    @Test
    @Tag("soak")
    void everyQueuedWaveEndsWithAClearStatusByItsDeadlineInManyRounds() {
        queued(30);
    }

    private void durable(int rounds) {
        String name = "-Dhyperspace.test.seed=" + seed;
        Map<Point, List<Stream.Sent>> all = new HashMap<>();
        Map<Point, Integer> before = new HashMap<>();
        targets().forEach(target -> before.put(target, tally(target, List.of()).get(0)));
        Set<Stream.Sent> due = new HashSet<>();
        for (int i = 0; i < rounds; i++) {
            List<Stream> streams = round(Handling.DURABLE, DURABLE_MILLIS);
            streams.forEach(stream -> stream.signals().stream()
                    .filter(sent -> sent.status() == 202)
                    .forEach(due::add));
            streams.forEach(stream ->
                    stream.pings().stream().filter(sent -> sent.status() == 200).forEach(due::add));
            streams.forEach(stream -> java.util.stream.Stream.concat(stream.pings().stream(), stream.signals().stream())
                    .forEach(sent -> all.computeIfAbsent(sent.target(), any -> new ArrayList<>())
                            .add(sent)));
        }
        LOG.info(
                "{} durable waves were sent, {} accepted or answered",
                all.values().stream().mapToInt(List::size).sum(),
                due.size());

        assertThat(due).as(name).hasSizeGreaterThan(100 * rounds);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> all.forEach((target, sent) -> {
                    List<Integer> counts = tally(target, keys(sent));
                    for (int i = 0; i < sent.size(); i++) {
                        int expected = due.contains(sent.get(i)) ? 1 : Math.min(1, counts.get(i + 1));
                        assertThat(counts.get(i + 1))
                                .as("%s, key %s", name, sent.get(i).key())
                                .isEqualTo(expected);
                    }
                }));
        all.forEach((target, sent) -> {
            List<Integer> counts = tally(target, keys(sent));
            int effects = counts.stream().skip(1).mapToInt(Integer::intValue).sum();
            assertThat(counts.get(0) - before.getOrDefault(target, 0))
                    .as("%s, %s", name, target)
                    .isEqualTo(effects);
        });
    }

    private void queued(int rounds) {
        String name = "-Dhyperspace.test.seed=" + seed;
        for (int i = 0; i < rounds; i++) {
            List<Stream> streams = round(Handling.QUEUED, QUEUED_MILLIS);
            List<Stream.Sent> pings = new ArrayList<>();
            streams.forEach(stream -> pings.addAll(stream.pings()));

            await().atMost(Duration.ofMillis(QUEUED_MILLIS + 5_000))
                    .until(() -> pings.stream().allMatch(sent -> sent.status() != 0));
            assertThat(pings).as(name).hasSizeGreaterThan(100).allSatisfy(sent -> {
                assertThat(sent.status()).isIn(200, 408, 503);
                assertThat(sent.endedAt()).isLessThan(sent.deadline() + 2_000);
            });
            assertThat(pings.stream().filter(sent -> sent.status() == 200).count())
                    .as(name)
                    .isGreaterThan(pings.size() / 2);
        }
    }

    /** Lets waves flow, kills a Machine while they do, and starts it again. */
    private List<Stream> round(Handling handling, long millis) {
        MACHINES.awaitTogether();
        List<Stream> streams = new ArrayList<>();
        int struck = random.nextInt(MACHINES.count());
        try {
            for (int i = 0; i < MACHINES.count(); i++) {
                streams.add(new Stream(
                        "m" + i, MACHINES.services(i).waves(), handling, targets(), millis, random.nextLong()));
            }
            await().until(() -> streams.stream().allMatch(stream -> answered(stream) > 20));
            long moment = System.currentTimeMillis() + random.nextInt(300);
            await().pollInterval(Duration.ofMillis(5)).until(() -> System.currentTimeMillis() > moment);
            MACHINES.kill(struck);
            long killed = System.currentTimeMillis();
            streams.get(struck).close();
            await().atMost(PATIENCE).until(() -> IntStream.range(0, MACHINES.count())
                    .filter(i -> i != struck)
                    .allMatch(i -> answersEverywhere(streams.get(i), killed)));
            LOG.info(
                    "{}: m{} was lost, all answers {} ms later", handling, struck, System.currentTimeMillis() - killed);
        } finally {
            streams.forEach(Stream::close);
        }
        MACHINES.start(struck);
        return streams;
    }

    private static long answered(Stream stream) {
        return stream.pings().stream().filter(sent -> sent.status() == 200).count();
    }

    private static boolean answersEverywhere(Stream stream, long since) {
        return targets().stream().allMatch(target -> stream.pings().stream()
                .anyMatch(sent -> sent.target().equals(target) && sent.status() == 200 && sent.endedAt() > since));
    }

    private static List<Point> targets() {
        return IntStream.range(0, TALLIES)
                .mapToObj(i -> Point.parse("tally:t" + i))
                .toList();
    }

    private static List<String> keys(List<Stream.Sent> sent) {
        return sent.stream().map(Stream.Sent::key).toList();
    }

    /** How often a tally was added to, and how often with each of the keys. */
    private static List<Integer> tally(Point target, List<String> keys) {
        Head head = new Head(
                WaveId.next(),
                Point.ROOT,
                Agent.HYPERUSER,
                TallyDriver.SHOW,
                "/",
                Headers.NONE,
                Substance.text(String.join(" ", keys)),
                Handling.QUEUED,
                System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(30),
                List.of());
        Pong pong = MACHINES.services(0)
                .waves()
                .ping(new Ping(head, target))
                .toCompletableFuture()
                .join();
        assertThat(pong.status()).as("%s", pong.body()).isEqualTo(200);
        List<Integer> counts = new ArrayList<>();
        for (String count : ((Substance.Text) pong.body()).value().split(" ")) {
            counts.add(Integer.parseInt(count));
        }
        return counts;
    }
}
