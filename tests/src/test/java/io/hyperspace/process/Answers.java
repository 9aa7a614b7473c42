package io.hyperspace.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** What the Machines of a cluster must come to again after whatever has befallen them. */
final class Answers {

    /** How long it may take until everything answers again after a Machine was lost. */
    static final Duration FAIL_OVER = Duration.ofSeconds(25);

    static final Duration START = Duration.ofSeconds(60);

    private final ProcessCluster cluster;
    private final long seed;
    private final Set<String> lost = new HashSet<>();

    Answers(ProcessCluster cluster, long seed) {
        this.cluster = cluster;
        this.seed = seed;
    }

    /** The Machine at this address is about to be killed, or to be out of reach for long. @return the address */
    String lose(String name) {
        String address = cluster.address(name);
        lost.add(address);
        return address;
    }

    /** Waits until every guest book answers on every Machine that runs; the time it took. */
    Duration await(Duration atMost) {
        return await(cluster.alive(), atMost);
    }

    /** Waits until every guest book answers on each of these; the time it took. */
    Duration await(List<MachineProcess> machines, Duration atMost) {
        long begin = System.nanoTime();
        for (MachineProcess machine : machines) {
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

    /** Waits until all Machines there are may store, are ready, and reach everything. */
    void awaitWhole() {
        List<String> all =
                IntStream.range(0, cluster.size()).mapToObj(i -> "m" + i).toList();
        Awaitility.await().atMost(START).until(() -> cluster.mayStore().equals(all));
        Awaitility.await().atMost(START).until(() -> cluster.alive().stream()
                .allMatch(machine -> machine.probe("ready") == 200));
        await(START);
    }

    /** Those who could not be reached were downed, all of them, and nobody else ever was. */
    void checkDowned() {
        assertThat(cluster.downed()).as("downed, seed %d", seed).isEqualTo(lost);
    }
}
