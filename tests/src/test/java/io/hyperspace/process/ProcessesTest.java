package io.hyperspace.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.behaviour.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three Machines in JVMs of their own on PostgreSQL, and what may befall a process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessesTest {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessesTest.class);
    private static final int SIZE = 3;
    private static final int ROUNDS = 3;
    private static final int SOAK_ROUNDS = 30;

    /** How long it may take until everything answers again after a Machine was lost. */
    private static final Duration FAIL_OVER = Duration.ofSeconds(25);

    private static final Duration START = Duration.ofSeconds(60);

    private final long seed = Long.getLong("hyperspace.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    /** The addresses of the Machines that were killed or held for long. */
    private final List<String> lost = new ArrayList<>();

    private ProcessCluster cluster;

    @BeforeAll
    void start(@TempDir Path folder) {
        cluster = ProcessCluster.start(SIZE, folder);
        GuestBooks.install(cluster.machine(0), Sample.bundle());
    }

    @AfterAll
    void end() {
        cluster.close();
    }

    /** Waits until every guest book answers on every Machine that runs; the time it took. */
    private Duration awaitAnswers(Duration atMost) {
        long begin = System.nanoTime();
        for (MachineProcess machine : cluster.alive()) {
            for (int book = 0; book < GuestBooks.COUNT; book++) {
                int of = book;
                Awaitility.await(machine.name() + " reaches book " + book + ", seed " + seed)
                        .atMost(atMost.minusNanos(System.nanoTime() - begin).plusMillis(1))
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> GuestBooks.answers(machine, of, Duration.ofSeconds(2)));
            }
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private void awaitWhole() {
        Awaitility.await().atMost(START).until(() -> cluster.mayStore().equals(List.of("m0", "m1", "m2")));
        Awaitility.await().atMost(START).until(() -> cluster.alive().stream()
                .allMatch(machine -> machine.probe("ready") == 200));
        awaitAnswers(START);
    }

    /** Nobody was downed, ever, but those who could not be reached. */
    private void checkDowned() {
        assertThat(lost).as("seed %d", seed).containsAll(cluster.downed());
    }

    private int any() {
        return random.nextInt(SIZE);
    }

    @Test
    void eachAnswersForWhatLivesOnAnother() {
        awaitWhole();

        assertThat(cluster.names("SELECT DISTINCT star FROM registry_record WHERE point LIKE 'localhost:book-%'"))
                .as("the stars that have a guest book")
                .hasSizeGreaterThanOrEqualTo(SIZE);
        assertThat(cluster.alive()).allMatch(machine -> machine.probe("live") == 200);
        for (MachineProcess machine : cluster.alive()) {
            LOG.info("{} was ready after {}", machine.name(), machine.startTime());
        }
    }

    @Test
    void whatAKilledMachineHadIsThereAgainAndNothingAcknowledgedIsLost() {
        killRounds(ROUNDS);
    }

    @Test
    @Tag("soak")
    void manyKillsLoseNothingEither() {
        killRounds(SOAK_ROUNDS);
    }

    private void killRounds(int rounds) {
        for (int round = 0; round < rounds; round++) {
            awaitWhole();
            int victim = any();
            try (Load load = Load.start(cluster, seed)) {
                Awaitility.await().atMost(START).until(() -> load.acknowledged() > 20);
                LockSupport.parkNanos(Duration.ofMillis(random.nextInt(2000)).toNanos());
                lost.add(cluster.address("m" + victim));
                cluster.machine(victim).kill();

                LOG.info("round {}: everything answers after {}", round, awaitAnswers(FAIL_OVER));
                load.end();
                cluster.restart(victim);
                awaitWhole();
                load.check(cluster.machine(any()));
            }
            checkDowned();
        }
    }

    @Test
    void aRollingRestartLosesNothingAndDownsNobody() {
        awaitWhole();
        try (Load load = Load.start(cluster, seed)) {
            for (int number = 0; number < SIZE; number++) {
                int before = load.acknowledged();
                Awaitility.await().atMost(START).until(() -> load.acknowledged() > before + 20);

                assertThat(cluster.machine(number).terminate()).isZero();
                assertThat(cluster.mayStore()).doesNotContain("m" + number);
                LOG.info("without m{}: everything answers after {}", number, awaitAnswers(FAIL_OVER));
                cluster.restart(number);
                awaitWhole();
            }
            load.end();
            load.check(cluster.machine(any()));
        }
        checkDowned();
    }

    @Test
    void aMachineThatStandsStillForAMomentIsNotLostAndLosesNobody() {
        awaitWhole();
        MachineProcess held = cluster.machine(any());
        try (Load load = Load.start(cluster, seed)) {
            Awaitility.await().atMost(START).until(() -> load.acknowledged() > 20);

            held.hold();
            LockSupport.parkNanos(Duration.ofSeconds(8).toNanos());
            held.resume();

            awaitAnswers(FAIL_OVER);
            load.end();
            awaitWhole();
            load.check(held);
        }
        checkDowned();
        assertThat(cluster.alive()).hasSize(SIZE);
    }

    @Test
    void aMachineThatStandsStillForLongStoresNothingAfterwardsAndEnds() {
        awaitWhole();
        int number = any();
        MachineProcess held = cluster.machine(number);
        lost.add(cluster.address(held.name()));
        try (Load load = Load.start(cluster, seed)) {
            Awaitility.await().atMost(START).until(() -> load.acknowledged() > 20);

            held.hold();
            Awaitility.await().atMost(FAIL_OVER).until(() -> !cluster.mayStore().contains(held.name()));
            LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());
            held.resume();

            for (int book = 0; book < GuestBooks.COUNT; book++) {
                assertThat(GuestBooks.add(held, book, "after"))
                        .as("seed %d, book %d", seed, book)
                        .isFalse();
            }
            assertThat(held.awaitExit()).isEqualTo(75);
            LOG.info("without {}: everything answers after {}", held.name(), awaitAnswers(FAIL_OVER));
            load.end();
            cluster.restart(number);
            awaitWhole();
            load.check(cluster.machine(any()));
            for (int book = 0; book < GuestBooks.COUNT; book++) {
                assertThat(GuestBooks.entries(cluster.machine(0), book)).doesNotContain("after");
            }
        }
        checkDowned();
    }
}
