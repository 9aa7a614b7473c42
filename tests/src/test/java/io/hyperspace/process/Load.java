package io.hyperspace.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that write into guest books, and create particles and set their properties, on any Machine that runs, and keep
 * account of what was acknowledged. What was not may be there or not.
 */
final class Load implements AutoCloseable {

    private static final int WRITERS = 3;
    /** One of so many writes is a new particle. */
    private static final int CREATES = 5;

    private static final AtomicInteger LOADS = new AtomicInteger();

    private final ProcessCluster cluster;
    private final long seed;
    private final int number = LOADS.incrementAndGet();
    private final Map<String, Integer> entries = new ConcurrentHashMap<>();
    private final Set<String> particles = ConcurrentHashMap.newKeySet();
    private final Set<String> tried = ConcurrentHashMap.newKeySet();
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean ended;

    private Load(ProcessCluster cluster, long seed) {
        this.cluster = cluster;
        this.seed = seed;
    }

    static Load start(ProcessCluster cluster, long seed) {
        Load load = new Load(cluster, seed);
        for (int writer = 0; writer < WRITERS; writer++) {
            int of = writer;
            Thread thread = new Thread(() -> load.write(of), "load-" + load.number + "-" + writer);
            load.writers.add(thread);
            thread.start();
        }
        return load;
    }

    private void write(int writer) {
        Random random = new Random(seed + writer);
        for (int i = 0; !ended; i++) {
            String name = "l" + number + "w" + writer + "n" + i;
            List<MachineProcess> alive = cluster.alive();
            MachineProcess machine = alive.get(random.nextInt(alive.size()));
            if (random.nextInt(CREATES) == 0) {
                create(machine, name);
            } else {
                int book = random.nextInt(GuestBooks.COUNT);
                tried.add(name);
                if (GuestBooks.add(machine, book, name)) {
                    entries.put(name, book);
                }
            }
        }
    }

    private void create(MachineProcess machine, String name) {
        try {
            String point = "localhost:" + name;
            if (machine.command("create " + point + "<Base>", GuestBooks.SOON).isOk()
                    && machine.command("set " + point + "{ +title=" + name + " }", GuestBooks.SOON)
                            .isOk()) {
                particles.add(name);
            }
        } catch (UncheckedIOException e) {
            // Its Machine was lost, or too slow: nobody knows whether it is there.
            return;
        }
    }

    /** How many writes were acknowledged. */
    int acknowledged() {
        return entries.size() + particles.size();
    }

    @Override
    public void close() {
        end();
    }

    /** Ends the writing. */
    void end() {
        ended = true;
        for (Thread writer : writers) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Everything that was acknowledged is there, once, and nothing that nobody wrote. */
    void check(MachineProcess machine) {
        for (int book = 0; book < GuestBooks.COUNT; book++) {
            int of = book;
            Set<String> found = GuestBooks.entries(machine, book);
            List<String> wanted = entries.entrySet().stream()
                    .filter(entry -> entry.getValue() == of)
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(found).as("seed %d, book %d", seed, book).containsAll(wanted);
            assertThat(tried).as("seed %d, book %d", seed, book).containsAll(ofThisLoad(found));
        }
        for (String name : particles) {
            MachineProcess.Answer answer = machine.command("get localhost:" + name + "{ title }", GuestBooks.SOON);
            assertThat(answer.result().path("title").asText())
                    .as("seed %d, %s: %s", seed, name, answer.body())
                    .isEqualTo(name);
        }
    }

    private List<String> ofThisLoad(Set<String> names) {
        return names.stream()
                .filter(name -> name.startsWith("l" + number + "w"))
                .toList();
    }
}
