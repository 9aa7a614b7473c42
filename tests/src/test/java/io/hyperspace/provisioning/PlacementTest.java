package io.hyperspace.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.testkit.HyperverseExtension;
import io.hyperspace.testkit.MachinesExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three Machines with twelve Maelstroms give many particles a place, each by its first wave. */
@Tag("long")
final class PlacementTest {

    private static final Logger LOG = LoggerFactory.getLogger(PlacementTest.class);
    private static final WorkDriver.Journal JOURNAL = new WorkDriver.Journal();
    private static final int STARS = 12;
    private static final int RACERS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** All that were placed here, by whichever test: how full a star is does not ask why. */
    private static final List<Point> ALL = Collections.synchronizedList(new ArrayList<>());

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
    }

    @Test
    void starsFillEvenlyWithWhatIsSpread() {
        fill("spread", WorkDriver.BOOK, 1_000);
    }

    @Test
    void starsFillEvenlyWithWhatGoesWhereTheLoadIsLeast() {
        fill("loaded", WorkDriver.JOB, 1_000);
    }

    @Test
    @Tag("soak")
    void starsFillEvenlyWithTenThousandThatAreSpread() {
        fill("spread-all", WorkDriver.BOOK, 10_000);
    }

    @Test
    @Tag("soak")
    void starsFillEvenlyWithTenThousandThatGoWhereTheLoadIsLeast() {
        fill("loaded-all", WorkDriver.JOB, 10_000);
    }

    private static void fill(String space, Kind kind, int count) {
        List<Point> points = register(space, kind, count);
        long start = System.nanoTime();

        List<CompletionStage<List<Pong>>> asked = new ArrayList<>();
        for (int i = 0; i < MACHINES.count(); i++) {
            List<Point> share = points.subList(i * count / MACHINES.count(), (i + 1) * count / MACHINES.count());
            asked.add(race(i, share));
        }
        asked.forEach(PlacementTest::answered);

        ALL.addAll(points);
        Map<StarKey, Integer> held = Population.byStar(MACHINES.services(0), ALL);
        LOG.info(
                "{} particles placed in {} ms: {}",
                count,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
                held.values());
        assertThat(held).hasSize(STARS);
        assertThat(Collections.max(held.values()) * 4).isLessThanOrEqualTo(Collections.min(held.values()) * 5);
    }

    @Test
    void twoMachinesThatRaceToPlaceTheSameParticlesGiveEachOnePlace() {
        List<Point> points = register("race", WorkDriver.BOOK, RACERS);

        CompletionStage<List<Pong>> one = race(0, points);
        CompletionStage<List<Pong>> other = race(1, points);
        answered(one);
        answered(other);

        ALL.addAll(points);
        assertThat(Population.places(MACHINES.services(2), points).values())
                .extracting(Location::epoch)
                .containsOnly(1L);
        points.forEach(
                point -> assertThat(JOURNAL.lives(point)).as(point.toString()).hasSize(1));
    }

    @Test
    void aMachineThatEndsInTheMiddleOfARaceLeavesEachParticleWithOnePlaceAtMost() {
        List<Point> points = register("crash", WorkDriver.BOOK, RACERS);
        CompletableFuture<List<Pong>> one = race(0, points).toCompletableFuture();
        race(1, points);
        await().atMost(PATIENCE).until(() -> points.stream()
                .anyMatch(point -> !JOURNAL.lives(point).isEmpty()));
        MACHINES.kill(1);
        await().atMost(PATIENCE).until(one::isDone);

        await().atMost(PATIENCE).untilAsserted(() -> {
            answered(race(0, points));
            answered(race(2, points));
        });

        ALL.addAll(points);
        Map<StarKey, String> homes = Population.homes(MACHINES.services(0));
        Population.places(MACHINES.services(0), points).forEach((point, place) -> {
            assertThat(place.epoch()).as(point.toString()).isEqualTo(1);
            List<String> lives = List.copyOf(JOURNAL.lives(point));
            assertThat(lives.get(lives.size() - 1)).as(point + " " + lives).isEqualTo(homes.get(place.star()));
            assertThat(lives.stream().filter(machine -> !machine.equals("m1")).distinct())
                    .as(point + " " + lives)
                    .hasSize(1);
        });
        MACHINES.start(1);
        Population.settle(MACHINES, STARS);
    }

    private static CompletionStage<List<Pong>> race(int machine, List<Point> points) {
        return Population.ping(MACHINES.services(machine), points);
    }

    private static List<Point> register(String space, Kind kind, int count) {
        MACHINES.machine(0).command("create " + space + "<Space>").orThrow();
        return Population.register(MACHINES.services(0), space, kind, count);
    }

    private static void answered(CompletionStage<List<Pong>> pongs) {
        assertThat(pongs.toCompletableFuture()
                        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .join())
                .extracting(Pong::status)
                .containsOnly(200);
    }
}
