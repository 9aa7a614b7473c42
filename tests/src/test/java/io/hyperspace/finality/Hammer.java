package io.hyperspace.finality;

import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.Waves;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.testkit.MachinesExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends waves to one particle as one agent from every Machine, a few at a time from each, until it is closed. */
final class Hammer implements AutoCloseable {

    private static final int IN_FLIGHT = 4;
    private static final long DEADLINE_MILLIS = 4_000;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** A wave that was answered. */
    record Hit(int machine, long sent, int status) {}

    private final Point target;
    private final Agent agent;
    private final Queue<Hit> hits = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    private Hammer(Point target, Agent agent) {
        this.target = target;
        this.agent = agent;
    }

    static Hammer start(MachinesExtension machines, Point target, Agent agent) {
        Hammer hammer = new Hammer(target, agent);
        for (int i = 0; i < machines.count(); i++) {
            int machine = i;
            Waves waves = machines.services(i).waves();
            Thread thread = new Thread(() -> hammer.strike(machine, waves), "hammer-" + i);
            thread.setDaemon(true);
            hammer.threads.add(thread);
            thread.start();
        }
        return hammer;
    }

    private void strike(int machine, Waves waves) {
        Semaphore places = new Semaphore(IN_FLIGHT);
        while (!closed) {
            if (tryAcquire(places)) {
                long sent = System.nanoTime();
                ping(waves, target, agent).whenComplete((pong, failure) -> {
                    int status = failure == null ? pong.status() : 0;
                    hits.add(new Hit(machine, sent, status));
                    places.release();
                    if (status >= 429) {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                    }
                });
            }
        }
    }

    private static boolean tryAcquire(Semaphore places) {
        try {
            return places.tryAcquire(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static CompletionStage<Pong> ping(Waves waves, Point target, Agent agent) {
        Head head = new Head(
                WaveId.next(),
                Point.ROOT,
                agent,
                Method.ext("Say"),
                "/",
                Headers.NONE,
                Substance.text("hello"),
                Handling.IMMEDIATE,
                System.currentTimeMillis() + DEADLINE_MILLIS,
                List.of());
        return waves.ping(new Ping(head, target));
    }

    /** Waits until waves of a Machine that were sent after a moment have been answered so. */
    void awaitAnswers(int machine, long after, int status, int count) {
        awaitAnswers(machine, after, Set.of(status), count);
    }

    /** Waits until waves of a Machine that were sent after a moment have been answered in one of these ways. */
    void awaitAnswers(int machine, long after, Set<Integer> statuses, int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> sentAfter(after).stream()
                                .filter(hit -> hit.machine() == machine && statuses.contains(hit.status()))
                                .count()
                        >= count);
    }

    List<Hit> sentAfter(long moment) {
        return hits.stream().filter(hit -> hit.sent() - moment > 0).toList();
    }

    /** Sends no more. */
    void end() {
        closed = true;
        threads.forEach(thread -> {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void close() {
        end();
    }
}
