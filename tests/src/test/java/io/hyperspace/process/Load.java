package io.hyperspace.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Clients that write into guest books by commands and by waves of every handling, and create particles and set their
 * properties, on any Machine that runs and was not asked to end, and keep account of what each write came to.
 */
final class Load implements AutoCloseable {

    private static final int WRITERS = 16;
    private static final int MANY_WRITERS = 24;
    private static final long UNBOUNDED = 0;

    /** How long it may take until an accepted signal takes effect when all is well again; couriers ask every few seconds. */
    private static final Duration SETTLED = Duration.ofSeconds(20);

    private static final AtomicInteger LOADS = new AtomicInteger();

    private final ProcessCluster cluster;
    private final List<Way> ways;
    private final long seed;
    /** The least time between two writes, whoever makes them. */
    private final long pace;

    private final int number = LOADS.incrementAndGet();
    private final AtomicLong next = new AtomicLong(System.nanoTime());
    private final long began = System.nanoTime();
    private final List<Long> before = new ArrayList<>();
    private final List<Thread> writers = new ArrayList<>();
    private final Account account;
    private volatile boolean ended;

    private Load(ProcessCluster cluster, List<Way> ways, long seed, long pace) {
        this.cluster = cluster;
        this.ways = ways;
        this.seed = seed;
        this.pace = pace;
        this.account = new Account("load " + number + ", seed " + seed);
    }

    /** A few clients that write as soon as they are answered. */
    static Load start(ProcessCluster cluster, long seed) {
        return new Load(cluster, Way.ALL, seed, UNBOUNDED).write(WRITERS);
    }

    /** Many clients that write so often a second all together, as far as the Machines can. */
    static Load start(ProcessCluster cluster, long seed, double aSecond) {
        return new Load(cluster, Way.ALL, seed, (long) (TimeUnit.SECONDS.toNanos(1) / aSecond)).write(MANY_WRITERS);
    }

    /** How many writes a second, of all ways, many clients have acknowledged that write as soon as they are answered. */
    static double capacity(ProcessCluster cluster, long seed, Duration time) {
        try (Load load = new Load(cluster, Way.ALL, seed, UNBOUNDED).write(MANY_WRITERS)) {
            LockSupport.parkNanos(time.toNanos());
            int before = load.acknowledged();
            long start = System.nanoTime();
            LockSupport.parkNanos(time.toNanos());
            return (load.acknowledged() - before) * 1e9 / (System.nanoTime() - start);
        }
    }

    private Load write(int count) {
        GuestBooks.run(cluster.machine(0), "create " + space() + "<Space>");
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
            List<MachineProcess> alive = cluster.alive().stream()
                    .filter(machine -> !machine.isLeaving())
                    .toList();
            MachineProcess machine = alive.get(writer % alive.size());
            awaitTurn();
            Way way = ways.get(random.nextInt(ways.size()));
            account.add(way.write(machine, prefix() + writer + "n" + i, random.nextInt(GuestBooks.COUNT)));
        }
    }

    private String prefix() {
        return space() + "w";
    }

    /** A Space of its own: one has a limit of children, which many loads together would come to. */
    private String space() {
        return "l" + number;
    }

    /** The point of the particle that a load creates by a name. */
    static String particle(String name) {
        return name.substring(0, name.indexOf('w')) + ":" + name;
    }

    /** How many writes were acknowledged. */
    int acknowledged() {
        return account.acknowledged();
    }

    /** What was acknowledged so far. */
    @Override
    public String toString() {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        return acknowledged() + " writes acknowledged in " + millis + " ms, all ended with " + account;
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

    /** No queued or durable write failed that was sent through a Machine that stayed. */
    void checkKept() {
        account.checkKept();
    }

    /**
     * Every write ended as it may, everything that was acknowledged is there, as often as it may be, and nothing that nobody
     * wrote. All Machines must run and reach everything: nothing that is read here is asked for twice.
     */
    void check(MachineProcess machine) {
        account.checkEnds();
        account.checkAnswered(read(machine));
        Awaitility.await().atMost(SETTLED).untilAsserted(() -> account.checkAll(read(machine)));
        checkNothingElse(read(machine));
        for (String name : account.particles()) {
            MachineProcess.Answer answer = machine.command("get " + particle(name) + "{ title }", GuestBooks.SOON);
            assertThat(answer.result().path("title").asText())
                    .as("seed %d, %s: %s", seed, name, answer.body())
                    .isEqualTo(name);
        }
    }

    /** How often each entry is in each book, of those that were written since this load began. */
    private List<Map<String, Integer>> read(MachineProcess machine) {
        return IntStream.range(0, GuestBooks.COUNT)
                .mapToObj(book -> GuestBooks.entries(machine, book, before.get(book)))
                .toList();
    }

    private void checkNothingElse(List<Map<String, Integer>> books) {
        Set<String> found = new TreeSet<>();
        books.forEach(book -> found.addAll(book.keySet()));
        found.removeIf(name -> !name.startsWith(prefix()));
        found.removeAll(account.tried());
        assertThat(found).as("seed %d: what nobody wrote", seed).isEmpty();
    }

    /** What the writes of loads in turn came to is still there, as often as it may be: no wave came again since. */
    static void checkAgain(List<Load> loads, MachineProcess machine) {
        List<Map<String, Integer>> books = loads.get(0).read(machine);
        loads.forEach(load -> load.account.checkAll(books));
    }
}
