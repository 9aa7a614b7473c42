package io.hyperspace.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that write into guest books, and create particles and set their properties, on any Machine that runs, and keep
 * account of what was acknowledged. What was not may be there or not.
 */
final class Load implements AutoCloseable {

    private static final int WRITERS = 6;
    private static final int MANY_WRITERS = 24;
    private static final long UNBOUNDED = 0;
    /** One of so many writes is a new particle. */
    private static final int CREATES = 5;

    private static final AtomicInteger LOADS = new AtomicInteger();

    private final ProcessCluster cluster;
    private final long seed;
    /** The least time between two writes, whoever makes them. */
    private final long pace;

    private final AtomicLong next = new AtomicLong(System.nanoTime());
    private final long began = System.nanoTime();
    private final List<Long> before = new ArrayList<>();
    private final int number = LOADS.incrementAndGet();
    private final Map<String, Integer> entries = new ConcurrentHashMap<>();
    private final Set<String> particles = ConcurrentHashMap.newKeySet();
    private final Set<String> tried = ConcurrentHashMap.newKeySet();
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean ended;

    private Load(ProcessCluster cluster, long seed, long pace) {
        this.cluster = cluster;
        this.seed = seed;
        this.pace = pace;
    }

    /** A few clients that write as soon as they are answered. */
    static Load start(ProcessCluster cluster, long seed) {
        return new Load(cluster, seed, UNBOUNDED).write(WRITERS);
    }

    /** Many clients that write so often a second all together, as far as the Machines can. */
    static Load start(ProcessCluster cluster, long seed, double aSecond) {
        return new Load(cluster, seed, (long) (TimeUnit.SECONDS.toNanos(1) / aSecond)).write(MANY_WRITERS);
    }

    /** How many writes a second many clients have acknowledged that write as soon as they are answered. */
    static double capacity(ProcessCluster cluster, long seed, Duration time) {
        try (Load load = new Load(cluster, seed, UNBOUNDED).write(MANY_WRITERS)) {
            LockSupport.parkNanos(time.toNanos());
            int before = load.acknowledged();
            long start = System.nanoTime();
            LockSupport.parkNanos(time.toNanos());
            return (load.acknowledged() - before) * 1e9 / (System.nanoTime() - start);
        }
    }

    private Load write(int count) {
        for (int book = 0; book < GuestBooks.COUNT; book++) {
            before.add(GuestBooks.last(cluster.machine(0), book));
        }
        for (int writer = 0; writer < count; writer++) {
            int of = writer;
            Thread thread = new Thread(() -> writeAs(of), "load-" + number + "-" + writer);
            writers.add(thread);
            thread.start();
        }
        return this;
    }

    /** Waits until it is the next one's turn; what was missed meanwhile is not made up for. */
    private void awaitTurn() {
        if (pace != UNBOUNDED) {
            long now = System.nanoTime();
            long turn = next.updateAndGet(last -> Math.max(last + pace, now));
            LockSupport.parkNanos(turn - now);
        }
    }

    /** Each writer has a Machine of its own, so that one that does not answer holds up its own clients alone. */
    private void writeAs(int writer) {
        Random random = new Random(seed + writer);
        for (int i = 0; !ended; i++) {
            String name = "l" + number + "w" + writer + "n" + i;
            List<MachineProcess> alive = cluster.alive();
            MachineProcess machine = alive.get(writer % alive.size());
            awaitTurn();
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

    /** What was acknowledged so far. */
    @Override
    public String toString() {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        return acknowledged() + " writes acknowledged in " + millis + " ms";
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
            Set<String> found = GuestBooks.entries(machine, book, before.get(book));
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
