package io.hyperspace.benchmark.wave;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.wave.Pong;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Sends a wave to one point after the other, round and round, at one pace, whatever becomes of them. */
final class PacedWaves implements AutoCloseable {

    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
    private final AtomicLong sent = new AtomicLong();
    private final Thread sender;
    private volatile boolean ended;

    private PacedWaves(int aSecond, List<Point> points, Function<Point, CompletionStage<Pong>> ping) {
        sender = new Thread(() -> send(aSecond, points, ping), "paced-waves");
    }

    static PacedWaves start(int aSecond, List<Point> points, Function<Point, CompletionStage<Pong>> ping) {
        PacedWaves waves = new PacedWaves(aSecond, points, ping);
        waves.sender.start();
        return waves;
    }

    private void send(int aSecond, List<Point> points, Function<Point, CompletionStage<Pong>> ping) {
        long pause = TimeUnit.SECONDS.toNanos(1) / aSecond;
        long start = System.nanoTime();
        while (!ended) {
            long number = sent.getAndIncrement();
            LockSupport.parkNanos(start + number * pause - System.nanoTime());
            ping.apply(points.get((int) (number % points.size())))
                    .thenAccept(pong -> answers.computeIfAbsent(pong.status(), status -> new LongAdder())
                            .increment());
        }
    }

    /** How many were sent. */
    long sent() {
        return sent.get();
    }

    /** Counts the answers anew. */
    void forgetAnswers() {
        answers.clear();
    }

    long answered() {
        return answers.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** How many answers had this status. */
    long answered(int status) {
        LongAdder answered = answers.get(status);
        return answered == null ? 0 : answered.sum();
    }

    @Override
    public void close() {
        ended = true;
        try {
            sender.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
