package io.hyperspace.handling;

import io.hyperspace.driver.Waves;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends waves from one Machine to tallies picked at random, each with a key of its own, until it is closed. */
final class Stream implements AutoCloseable {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(15);

    /** One wave. */
    static final class Sent {
        private final Point target;
        private final String key;
        private final long deadline;
        private volatile int status;
        private volatile long endedAt;

        private Sent(Point target, String key, long deadline) {
            this.target = target;
            this.key = key;
            this.deadline = deadline;
        }

        Point target() {
            return target;
        }

        /** What it adds. */
        String key() {
            return key;
        }

        /** Unix milliseconds. */
        long deadline() {
            return deadline;
        }

        /** What it ended with; 0 while it has not. */
        int status() {
            return status;
        }

        long endedAt() {
            return endedAt;
        }

        private void ended(int with) {
            endedAt = System.currentTimeMillis();
            status = with;
        }
    }

    private final Waves waves;
    private final Handling handling;
    private final List<Point> targets;
    private final long time;
    private final Random random;
    private final Thread thread;
    private final Queue<Sent> pings = new ConcurrentLinkedQueue<>();
    private final Queue<Sent> signals = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    Stream(String name, Waves waves, Handling handling, List<Point> targets, long millis, long seed) {
        this.waves = waves;
        this.handling = handling;
        this.targets = targets;
        this.time = millis;
        this.random = new Random(seed);
        this.thread = new Thread(this::send, "stream-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void send() {
        while (!closed) {
            Point target = targets.get(random.nextInt(targets.size()));
            WaveId id = WaveId.next();
            Sent sent = new Sent(target, id.toString(), System.currentTimeMillis() + time);
            if (random.nextBoolean()) {
                pings.add(sent);
                waves.ping(new Ping(head(id, sent), target)).whenComplete((pong, failure) -> sent.ended(pong.status()));
            } else {
                signals.add(sent);
                waves.signal(new Signal(head(id, sent), target))
                        .whenComplete((accepted, failure) -> sent.ended(failure == null ? 202 : 503));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private Head head(WaveId id, Sent sent) {
        return new Head(
                id,
                Point.parse("<<central:jump[0]>>::control"),
                Agent.HYPERUSER,
                TallyDriver.ADD,
                "/",
                Headers.NONE,
                Substance.text(sent.key()),
                handling,
                sent.deadline(),
                List.of());
    }

    /** The pings, in the order in which they were sent. */
    List<Sent> pings() {
        return List.copyOf(pings);
    }

    /** The signals, in the order in which they were sent; one that was accepted has ended with 202. */
    List<Sent> signals() {
        return List.copyOf(signals);
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
