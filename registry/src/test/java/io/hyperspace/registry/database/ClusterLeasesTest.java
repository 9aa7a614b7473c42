package io.hyperspace.registry.database;

import static io.hyperspace.registry.TestMachine.fault;
import static io.hyperspace.registry.TestMachine.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.registry.TestDatabase;
import io.hyperspace.registry.TestMachine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class ClusterLeasesTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final List<Database> databases = new ArrayList<>();

    @TempDir
    private Path data;

    @AfterEach
    void close() {
        databases.forEach(Database::close);
    }

    private Database open(String name, String more) {
        TestDatabase shared = TestDatabase.shared();
        Database database = Database.open(
                TestMachine.config(data, more + "\nhyperspace.machine.name = " + name + "\n" + shared.config(data)));
        databases.add(database);
        return database;
    }

    private static boolean acquire(Database database, Duration hold) {
        return get(database.leases().acquire("split-brain", hold, Set.of()));
    }

    @Test
    void oneAtATimeHasIt() {
        Database one = open("one", "");
        Database other = open("other", "");

        assertThat(acquire(one, LONG)).isTrue();
        assertThat(acquire(other, LONG)).isFalse();
        assertThat(acquire(one, LONG)).isTrue();
        assertThat(get(other.leases().acquire("another", LONG, Set.of()))).isTrue();
    }

    @Test
    void whatACompanionHasIsTakenOverAndThenIsNoLongerTheCompanions() {
        Database one = open("one", "");
        Database other = open("other", "");
        get(one.machines().arrive("pekko://hyperspace@one:1", 1));
        acquire(one, LONG);

        assertThat(get(other.leases().acquire("split-brain", LONG, Set.of("pekko://hyperspace@third:1"))))
                .isFalse();
        assertThat(get(other.leases().acquire("split-brain", LONG, Set.of("pekko://hyperspace@one:1"))))
                .isTrue();
        assertThat(acquire(one, LONG)).isFalse();
    }

    @Test
    void ofManyWhoAskAtOnceOneGetsIt() throws InterruptedException {
        List<Database> all = List.of(open("a", ""), open("b", ""), open("c", ""), open("d", ""));
        CountDownLatch begin = new CountDownLatch(1);
        List<CompletionStage<Boolean>> answers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (Database each : all) {
            Thread thread = new Thread(() -> {
                await(begin);
                CompletionStage<Boolean> answer = each.leases()
                        .acquire("split-brain", LONG, Set.of())
                        .exceptionally(raced -> acquire(each, LONG));
                synchronized (answers) {
                    answers.add(answer);
                }
            });
            thread.start();
            threads.add(thread);
        }
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(answers.stream().map(TestMachine::get)).hasSize(4).containsOnlyOnce(true);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsGivenBackIsFreeAndNobodyGivesBackWhatAnotherHas() {
        Database one = open("one", "");
        Database other = open("other", "");
        acquire(one, LONG);

        get(other.leases().release("split-brain"));
        assertThat(acquire(other, LONG)).isFalse();

        get(one.leases().release("split-brain"));
        assertThat(acquire(other, LONG)).isTrue();
    }

    @Test
    void itsTimeRunsOut() {
        Database one = open("one", "");
        Database other = open("other", "");
        acquire(one, Duration.ofMillis(300));

        Awaitility.await().until(() -> acquire(other, LONG));

        assertThat(acquire(one, LONG)).isFalse();
    }

    @Test
    void aMachineThatHasStoppedLeavesItFree() {
        Database one = open("one", "");
        Database other = open("other", "");
        acquire(one, LONG);

        one.close();

        assertThat(acquire(other, LONG)).isTrue();
    }

    @Test
    void aMachineWhoseOwnLeaseHasRunOutLeavesItFree() {
        Database one = open("one", "hyperspace.machine { lease = 4s, renew-every = 10m }");
        Database other = open("other", "");
        assertThat(acquire(one, LONG)).isTrue();

        Awaitility.await().until(() -> acquire(other, LONG));
    }

    @Test
    void aMachineThatIsFencedGetsNone() {
        Database one = open("one", "hyperspace.machine { lease = 1s, renew-every = 10m }");
        Database other = open("other", "");

        Awaitility.await().until(() -> get(other.machines().fenceIfExpired(one.machine())));

        assertThat(fault(one.leases().acquire("split-brain", LONG, Set.of())).code())
                .isEqualTo("E0729");
        assertThat(acquire(other, LONG)).isTrue();
    }
}
