package io.hyperspace.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.behaviour.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three Machines in JVMs of their own on PostgreSQL, and what may befall a process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class ProcessesTest {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessesTest.class);
    private static final int SIZE = 3;
    private static final int ROUNDS = 3;
    private static final int SOAK_ROUNDS = Integer.getInteger("kills", 30);
    private static final Duration FAIL_OVER = Answers.FAIL_OVER;
    private static final Duration START = Answers.START;
    /** A lease lasts 10 s, of which more than 2 may have passed: after 8 s a change that is final may have a Machine fenced. */
    private static final Duration MOMENT = Duration.ofSeconds(6);

    private final long seed = Long.getLong("hyperspace.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private ProcessCluster cluster;
    private Answers answers;

    @BeforeAll
    void start(@TempDir Path folder) {
        cluster = ProcessCluster.start(SIZE, folder, Way.SETTING);
        answers = new Answers(cluster, seed);
        GuestBooks.install(cluster.machine(0), Sample.bundle());
    }

    @AfterAll
    void end() {
        cluster.close();
    }

    /** What a test before this one has left ended is started again, so that one that fails does not fail the others. */
    @BeforeEach
    void makeWhole() {
        for (int number = 0; number < SIZE; number++) {
            if (!cluster.machine(number).isAlive()) {
                cluster.restart(number);
            }
        }
        answers.awaitWhole();
    }

    private int any() {
        return random.nextInt(SIZE);
    }

    @Test
    void eachAnswersForWhatLivesOnAnother() {
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
        killRounds(ROUNDS, () -> Load.start(cluster, seed));
    }

    @Test
    @Tag("soak")
    void manyKillsAtHalfOfWhatTheMachinesCanLoseNothingEither() {
        double capacity = Load.capacity(cluster, seed, Duration.ofSeconds(15));
        LOG.info("the Machines acknowledge {} writes a second", Math.round(capacity));
        killRounds(SOAK_ROUNDS, () -> Load.start(cluster, seed, capacity / 2));
    }

    private void killRounds(int rounds, Supplier<Load> loads) {
        List<Load> all = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            answers.awaitWhole();
            int victim = any();
            try (Load load = loads.get()) {
                all.add(load);
                Awaitility.await().atMost(START).until(() -> load.acknowledged() > 20);
                LockSupport.parkNanos(Duration.ofMillis(random.nextInt(2000)).toNanos());
                answers.lose("m" + victim);
                cluster.machine(victim).kill();

                LOG.info("round {}: everything answers after {}", round, answers.await(FAIL_OVER));
                load.end();
                LOG.info("{}", load);
                cluster.restart(victim);
                answers.awaitWhole();
                load.check(cluster.machine(any()));
            }
            answers.checkDowned();
        }
        Load.checkAgain(all, cluster.machine(any()));
    }

    @Test
    @Tag("soak")
    void aMachineThatStandsStillForAMinuteStoresNothingAfterwardsAndEnds() {
        int number = any();
        MachineProcess held = cluster.machine(number);
        Outage outage = new Outage(cluster, Witness.of(cluster), answers, seed);
        outage.of(number, Duration.ofSeconds(60), held::hold, held::resume);
    }

    @Test
    void aRollingRestartLosesNothingAndDownsNobody() {
        try (Load load = Load.start(cluster, seed)) {
            for (int number = 0; number < SIZE; number++) {
                int before = load.acknowledged();
                Awaitility.await().atMost(START).until(() -> load.acknowledged() > before + 20);

                assertThat(cluster.machine(number).terminate()).isZero();
                assertThat(cluster.mayStore()).doesNotContain("m" + number);
                LOG.info("without m{}: everything answers after {}", number, answers.await(FAIL_OVER));
                cluster.restart(number);
                answers.awaitWhole();
            }
            load.end();
            LOG.info("{}", load);
            load.checkKept();
            load.check(cluster.machine(any()));
        }
        answers.checkDowned();
    }

    @Test
    void aMachineThatStandsStillForAMomentIsNotLostAndLosesNobody() {
        MachineProcess held = cluster.machine(any());
        try (Load load = Load.start(cluster, seed)) {
            Awaitility.await().atMost(START).until(() -> load.acknowledged() > 20);

            held.hold();
            LockSupport.parkNanos(MOMENT.toNanos());
            held.resume();

            answers.await(FAIL_OVER);
            load.end();
            LOG.info("{}", load);
            answers.awaitWhole();
            load.check(held);
        }
        answers.checkDowned();
        assertThat(cluster.alive()).hasSize(SIZE);
    }

    @Test
    void aMachineThatStandsStillForLongStoresNothingAfterwardsAndEnds() {
        int number = any();
        MachineProcess held = cluster.machine(number);
        answers.lose(held.name());
        try (Load load = Load.start(cluster, seed)) {
            Awaitility.await().atMost(START).until(() -> load.acknowledged() > 20);

            held.hold();
            Awaitility.await().atMost(FAIL_OVER).until(() -> !cluster.mayStore().contains(held.name()));
            LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());
            held.resume();

            for (int book = 0; book < GuestBooks.COUNT; book++) {
                assertThat(GuestBooks.isAdded(held, book, "after"))
                        .as("seed %d, book %d", seed, book)
                        .isFalse();
            }
            assertThat(held.awaitExit()).isEqualTo(75);
            LOG.info("without {}: everything answers after {}", held.name(), answers.await(FAIL_OVER));
            load.end();
            LOG.info("{}", load);
            cluster.restart(number);
            answers.awaitWhole();
            load.check(cluster.machine(any()));
            for (int book = 0; book < GuestBooks.COUNT; book++) {
                assertThat(GuestBooks.entries(cluster.machine(0), book, 0)).doesNotContainKey("after");
            }
        }
        answers.checkDowned();
    }
}
