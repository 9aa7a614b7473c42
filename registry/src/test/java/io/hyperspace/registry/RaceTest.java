package io.hyperspace.registry;

import static io.hyperspace.registry.TestMachine.get;
import static io.hyperspace.registry.TestMachine.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.provision.Registry;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Many at once, through the Registries of all Machines in turn. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RaceTest {

    private static final int CLIENTS = 64;
    private static final int NAMES = 1_000;
    private static final int NUMBERS = 100_000;
    private static final int TRIES = 1_000;
    private static final int AT_ONCE = 20;

    private static final int MACHINES = 3;

    private TestCluster cluster;
    private TestMachine machine;

    @BeforeAll
    void start(@TempDir Path data) {
        cluster = TestCluster.start(MACHINES, data, "");
        machine = cluster.machine(0);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    private Registry registry(int client) {
        return cluster.registry(client % MACHINES);
    }

    @Test
    void whatIsLargeTravelsFromEachMachine() {
        for (int i = 0; i < MACHINES; i++) {
            String parent = "large-" + i;
            machine.create(parent, Kind.SPACE);
            List<Registry.Registration> many = new ArrayList<>();
            for (int child = 0; child < 10_000; child++) {
                many.add(registration(parent + ":a-child-with-a-rather-long-name-" + child, Kind.MECHTRON, false));
            }

            assertThat(get(registry(i).registerAll(many))).hasSize(10_000).allMatch(Registry.Registered::created);
            String value = "x".repeat(63 << 10);
            PropertyChange[] all = new PropertyChange[4];
            for (int key = 0; key < all.length; key++) {
                all[key] = new PropertyChange.Set("k" + key, value, false);
            }
            get(registry(i).register(registration("heavy-" + i, Kind.SPACE, false, all)));
            for (int other = 0; other < MACHINES; other++) {
                assertThat(get(registry(other).record(Point.parse("heavy-" + i)))
                                .properties())
                        .hasSize(4);
            }
        }
    }

    private interface Work {
        void by(int client);
    }

    private static void together(int clients, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Callable<Integer>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int client = i;
                all.add(() -> {
                    work.by(client);
                    return client;
                });
            }
            for (Future<Integer> done : threads.invokeAll(all)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Whether a registration was answered as made, and not that its point or its parent is another's affair. */
    private static boolean isMade(CompletionStage<Registry.Registered> registration) {
        try {
            return get(registration).created();
        } catch (HyperspaceException e) {
            assertThat(e.status()).as("%s", e.fault()).isIn(404, 409);
            return false;
        }
    }

    @Test
    void eachNameIsWonOnce() throws Exception {
        machine.create("names", Kind.SPACE);
        ConcurrentMap<Integer, AtomicInteger> wins = new ConcurrentHashMap<>();

        together(CLIENTS, client -> {
            for (int i = 0; i < NAMES; i++) {
                int name = (i + client * 17) % NAMES;
                if (isMade(registry(client).register(registration("names:n" + name, Kind.MECHTRON, false)))) {
                    wins.computeIfAbsent(name, any -> new AtomicInteger()).incrementAndGet();
                }
            }
        });

        assertThat(wins).hasSize(NAMES);
        assertThat(wins.values()).allMatch(count -> count.get() == 1);
        assertThat(Orphans.rows(machine, "names")).hasSize(NAMES + 1);
    }

    @Test
    void noNumberIsTakenTwiceAndNoneIsLeftOut() throws Exception {
        Point point = machine.create("numbers", Kind.SPACE).record().point();
        Set<Long> taken = ConcurrentHashMap.newKeySet();
        AtomicInteger twice = new AtomicInteger();

        together(CLIENTS, client -> {
            for (int i = client; i < NUMBERS; i += CLIENTS) {
                if (!taken.add(get(registry(client).next(point)))) {
                    twice.incrementAndGet();
                }
            }
        });

        assertThat(twice).hasValue(0);
        assertThat(taken).hasSize(NUMBERS).allMatch(number -> number >= 1 && number <= NUMBERS);
    }

    @Test
    void aDeletionAndACreationBelowItLeaveNoOrphan() throws Exception {
        AtomicInteger next = new AtomicInteger();
        ConcurrentLinkedQueue<String> made = new ConcurrentLinkedQueue<>();

        together(AT_ONCE, client -> {
            for (int i = next.getAndIncrement(); i < TRIES; i = next.getAndIncrement()) {
                race(client, "race-" + i, made);
            }
        });

        assertThat(made).as("creations that came first, of %s tries", TRIES).hasSizeBetween(1, TRIES);
    }

    /** Every other try the parent has children already, so that its directory is open. */
    private void race(int client, String top, ConcurrentLinkedQueue<String> made) {
        Registry one = registry(client);
        Registry other = registry(client + 1);
        get(one.register(registration(top, Kind.SPACE, false)));
        if (top.hashCode() % 2 == 0) {
            get(one.register(registration(top + ":first", Kind.BASE, false)));
        }
        CompletionStage<Registry.Registered> creation = other.register(registration(top + ":b", Kind.BASE, false));
        CompletionStage<Registry.Deleted> deletion = one.delete(Point.parse(top));
        Registry.Deleted deleted = get(deletion);
        boolean isMade = isMade(creation);

        Set<String> gone = new HashSet<>();
        deleted.points().forEach(point -> gone.add(point.toString()));
        assertThat(gone.contains(top + ":b"))
                .as("what was acknowledged was deleted")
                .isEqualTo(isMade);
        assertThat(Orphans.isThere(machine, Point.parse(top))).isFalse();
        assertThat(Orphans.isThere(machine, Point.parse(top + ":b"))).isFalse();
        assertThat(Orphans.rows(machine, top)).isEmpty();
        if (isMade) {
            made.add(top);
        }
    }
}
