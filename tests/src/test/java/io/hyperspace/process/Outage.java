package io.hyperspace.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Machine that is out of the others' reach for longer than they wait, under load, and then is back. The others have its
 * work soon, it stores nothing from then on, it ends when it finds out, and started again it is one of them; and nothing
 * that anybody acknowledged is lost.
 */
final class Outage {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final int FENCED = 75;

    /** How many writes are to be acknowledged before, and again after the others have its work. */
    private static final int ENOUGH = 60;

    private final ProcessCluster cluster;
    private final Witness witness;
    private final long seed;
    private final Answers answers;

    Outage(ProcessCluster cluster, Witness witness, Answers answers, long seed) {
        this.cluster = cluster;
        this.witness = witness;
        this.answers = answers;
        this.seed = seed;
    }

    /**
     * Loses a Machine for a time.
     *
     * @param begin takes it away
     * @param end gives it back
     */
    void of(int number, Duration time, Runnable begin, Runnable end) {
        answers.awaitWhole();
        MachineProcess away = cluster.machine(number);
        String life = cluster.life(number);
        String address = answers.lose(away.name());
        try (Load load = Load.start(cluster, seed)) {
            awaitMore(load, ENOUGH);
            Awaitility.await(life + " has stored something").until(() -> witness.stored(life) > ENOUGH / 10);

            long start = System.nanoTime();
            begin.run();
            awaitOthers(away, start);
            awaitMore(load, ENOUGH);
            LockSupport.parkNanos(start + time.toNanos() - System.nanoTime());
            LOG.info("{} is {} after {} s", life, away.isAlive() ? "still there" : "gone", since(start));
            end.run();

            assertThat(away.awaitExit(Answers.START)).isEqualTo(FENCED);
            LOG.info("{} has ended after {} s", life, since(start));
            cluster.restart(number);
            answers.awaitWhole();
            LOG.info("{} is back after {} s, {} writes acknowledged", away.name(), since(start), load.acknowledged());
            awaitMore(load, ENOUGH);
            load.end();
            load.check(cluster.machine(number));
        }
        LOG.info("{}: {}", life, witness.check(life, address));
        answers.checkDowned();
    }

    private void awaitOthers(MachineProcess away, long start) {
        Awaitility.await(away.name() + " is fenced").atMost(Answers.FAIL_OVER).until(() -> !cluster.mayStore()
                .contains(away.name()));
        LOG.info("{} is fenced after {} s", away.name(), since(start));
        List<MachineProcess> others =
                cluster.alive().stream().filter(each -> each != away).toList();
        answers.await(others, Answers.FAIL_OVER.minusNanos(System.nanoTime() - start));
        LOG.info("everything answers on the others after {} s", since(start));
    }

    private void awaitMore(Load load, int more) {
        int before = load.acknowledged();
        Awaitility.await("writes, seed " + seed).atMost(Answers.START).until(() -> load.acknowledged() > before + more);
    }

    private static long since(long start) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    }
}
