package io.hyperspace.bodies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.testkit.MachinesExtension;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What holds for large bodies on two Machines, whatever the topology. */
interface LargeBodies {

    Logger LOG = LoggerFactory.getLogger(LargeBodies.class);
    int MAX = 16 << 20;
    /** New particles go to the star in which the fewest live, so the first few are on all Machines that have stars. */
    int MOST = 200;

    List<Integer> SIZES =
            List.of(1, 63 << 10, 65 << 10, 447 << 10, 449 << 10, 511 << 10, 513 << 10, 5 << 20, MAX, MAX + 1);
    String SETTINGS = """
            hyperspace {
              star.counts { central = 1, super = 1, nexus = 1, maelstrom = 4, scribe = 1, jump = 2, fold = 1 }
              delivery.remembered-size = 256 MiB
              particle.state.max-replies = 256 MiB
            }
            """;
    Duration PATIENCE = Duration.ofSeconds(90);

    MachinesExtension machines();

    BulkDriver driver();

    /** A new particle for each Machine, by its number. */
    default Map<Integer, Point> oneOnEach(String name, Object kind) {
        machines().awaitSpread();
        machines().machine(0).command("create? bulk<Space>").orThrow();
        Map<Integer, Point> found = new HashMap<>();
        for (int i = 0; i < MOST && found.size() < machines().count(); i++) {
            Point point = Point.parse("bulk:" + name + i);
            machines().machine(0).command("create? " + point + "<" + kind + ">").orThrow();
            assertThat(ping(0, point, BulkDriver.TAKE, Handling.IMMEDIATE, BulkDriver.body(1))
                            .join()
                            .status())
                    .isEqualTo(200);
            String machine = machines()
                    .machine(0)
                    .command("status " + point)
                    .orThrow()
                    .result()
                    .path("machine")
                    .asText();
            if (machine.matches("m[0-9]")) {
                found.putIfAbsent(Integer.parseInt(machine.substring(1)), point);
            }
        }
        assertThat(found).hasSize(machines().count());
        return found;
    }

    private static Head head(Method method, Handling handling, String uri, Substance body) {
        return new Head(
                WaveId.next(),
                Point.parse("LOCAL::test"),
                Agent.HYPERUSER,
                method,
                uri,
                Headers.NONE,
                body,
                handling,
                System.currentTimeMillis() + PATIENCE.toMillis(),
                List.of());
    }

    private CompletableFuture<Pong> ping(int machine, Point target, Method method, Handling handling, Substance body) {
        return ping(machine, target, head(method, handling, "/", body));
    }

    private CompletableFuture<Pong> ping(int machine, Point target, Head head) {
        return machines().services(machine).waves().ping(new Ping(head, target)).toCompletableFuture();
    }

    @ParameterizedTest
    @EnumSource(Handling.class)
    default void aPingOfAnySizeUpToTheLargestArrivesWhereverItsTargetLives(Handling handling) {
        oneOnEach("take-" + handling.name().toLowerCase(Locale.ROOT), BulkDriver.KIND)
                .forEach((machine, target) -> {
                    for (int size : SIZES) {
                        Substance body = BulkDriver.body(size);
                        Pong pong =
                                ping(0, target, BulkDriver.TAKE, handling, body).join();
                        assertAnswer(pong, size, Substance.text(BulkDriver.summary(body)), machine, handling);
                    }
                });
    }

    @ParameterizedTest
    @EnumSource(Handling.class)
    default void aPongOfAnySizeUpToTheLargestComesBackWhereverItIsFrom(Handling handling) {
        oneOnEach("give-" + handling.name().toLowerCase(Locale.ROOT), BulkDriver.KIND)
                .forEach((machine, target) -> give(machine, target, handling));
    }

    @Test
    default void aPongThatIsStoredBeforeItIsGivenIsBoundedAlike() {
        oneOnEach("store", BulkDriver.STORING).forEach((machine, target) -> give(machine, target, Handling.DURABLE));
    }

    private void give(int machine, Point target, Handling handling) {
        for (int size : SIZES) {
            Substance asked = Substance.text(Integer.toString(size));
            Pong pong = ping(0, target, BulkDriver.GIVE, handling, asked).join();
            assertAnswer(pong, size, BulkDriver.body(size), machine, handling);
        }
    }

    private static void assertAnswer(Pong pong, int size, Substance expected, int machine, Handling handling) {
        String what = handling + " " + size + " on m" + machine;
        if (size > MAX) {
            assertThat(pong.status()).as(what).isEqualTo(413);
            assertThat(pong.body().toString()).as(what).contains("E0602", Integer.toString(MAX));
        } else {
            assertThat(pong.status())
                    .as("%s: %s", what, pong.status() == 200 ? "" : pong.body())
                    .isEqualTo(200);
            assertThat(pong.body()).as(what).isEqualTo(expected);
        }
    }

    @Test
    default void signalsOfAllSizesComeInOrderAndOneThatIsTooLargeIsRefused() {
        oneOnEach("signals", BulkDriver.KIND).forEach((machine, target) -> {
            int before = driver().taken(target.toString()).size();
            List<String> uris = IntStream.range(0, 30).mapToObj(i -> "/" + i).toList();
            uris.forEach(uri -> {
                Substance body = BulkDriver.body(uri.length() % 2 == 0 ? 700_000 : 10);
                Head head = head(BulkDriver.TAKE, Handling.IMMEDIATE, uri, body);
                assertThat(machines().services(0).waves().signal(new Signal(head, target)))
                        .succeedsWithin(PATIENCE);
            });

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(driver().taken(target.toString()))
                    .hasSize(before + uris.size()));
            assertThat(driver().taken(target.toString()).subList(before, before + uris.size()))
                    .isEqualTo(uris);
            Head tooLarge = head(BulkDriver.TAKE, Handling.IMMEDIATE, "/", BulkDriver.body(MAX + 1));
            assertThat(machines().services(0).waves().signal(new Signal(tooLarge, target)))
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .withMessageContaining("E0602");
        });
    }

    @Test
    default void smallWavesGoOnBesideLargeOnes() {
        Point large = Objects.requireNonNull(oneOnEach("large", BulkDriver.KIND).get(1));
        Point small = Objects.requireNonNull(oneOnEach("small", BulkDriver.KIND).get(1));
        long start = System.nanoTime();
        List<CompletableFuture<Pong>> bulk = IntStream.range(0, 3)
                .mapToObj(i -> ping(0, large, BulkDriver.TAKE, Handling.IMMEDIATE, BulkDriver.body(MAX)))
                .toList();

        List<Long> times = new ArrayList<>();
        while (!bulk.stream().allMatch(CompletableFuture::isDone)) {
            long began = System.nanoTime();
            assertThat(ping(0, small, BulkDriver.TAKE, Handling.IMMEDIATE, BulkDriver.body(10))
                            .join()
                            .status())
                    .isEqualTo(200);
            times.add(System.nanoTime() - began);
        }

        long all = System.nanoTime() - start;
        times.sort(null);
        LOG.info(
                "{} small waves beside 48 MiB in {} ms: median {} us, slowest {} us",
                times.size(),
                TimeUnit.NANOSECONDS.toMillis(all),
                TimeUnit.NANOSECONDS.toMicros(times.get(times.size() / 2)),
                TimeUnit.NANOSECONDS.toMicros(times.get(times.size() - 1)));
        bulk.forEach(pong -> assertThat(pong.join().status()).isEqualTo(200));
        assertThat(times.size()).isGreaterThan(10);
        assertThat(times.get(times.size() / 2)).isLessThan(all / 20);
    }

    /** Also small ones between them; each sender has a few under way at once. */
    @Test
    default void largeWavesAreNeitherLostNorReorderedNorRepeatedWhileParticlesMoveAndAMachineIsDrained() {
        Map<Integer, Point> targets = oneOnEach("moving", BulkDriver.KIND);
        List<CompletableFuture<List<Pong>>> senders = new ArrayList<>();
        Map<Point, Integer> before = new HashMap<>();
        targets.values()
                .forEach(target ->
                        before.put(target, driver().taken(target.toString()).size()));
        targets.values()
                .forEach(target -> senders.add(CompletableFuture.supplyAsync(
                        () -> stream(target), task -> new Thread(task, "sender").start())));

        for (int i = 0; i < 4; i++) {
            int star = i;
            targets.values().forEach(target -> machines()
                    .machine(0)
                    .command("move " + target + " to <<central:maelstrom[" + star + "]>>"));
        }
        machines().machine(0).command("drain m1").orThrow();

        for (CompletableFuture<List<Pong>> sender : senders) {
            assertThat(sender).succeedsWithin(PATIENCE);
            assertThat(sender.join()).allSatisfy(pong -> assertThat(pong.status())
                    .as(() -> pong.body().toString())
                    .isEqualTo(200));
        }
        targets.values().forEach(target -> {
            List<String> taken = driver().taken(target.toString());
            assertThat(taken.subList(Objects.requireNonNull(before.get(target)), taken.size()))
                    .isEqualTo(IntStream.range(0, STREAM).mapToObj(i -> "/" + i).toList());
        });
        machines().stop(1);
        machines().start(1);
        machines().awaitTogether();
    }

    int STREAM = 120;

    private List<Pong> stream(Point target) {
        List<Pong> pongs = new ArrayList<>();
        Deque<CompletableFuture<Pong>> underWay = new ArrayDeque<>();
        for (int i = 0; i < STREAM; i++) {
            int size = i % 3 == 0 ? 100 : 100_000 * (i % 17);
            underWay.add(ping(0, target, head(BulkDriver.TAKE, Handling.IMMEDIATE, "/" + i, BulkDriver.body(size))));
            if (underWay.size() > 4) {
                pongs.add(underWay.remove().join());
            }
        }
        underWay.forEach(pong -> pongs.add(pong.join()));
        return pongs;
    }
}
