package io.hyperspace.moving;

import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.Waves;
import io.hyperspace.moving.LedgerDriver.Path;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One sender: numbers its waves to each target and sends them at a steady rate, without waiting for answers. */
final class Traffic {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long DEADLINE_MILLIS = 60_000;
    private static final int SIGNALS = 5;

    private final String name;
    private final Waves waves;
    private final List<Point> targets;
    private final Random random;
    private final long gapNanos;
    private final Thread thread;
    private final Map<Point, Integer> sent = new HashMap<>();
    private final Queue<CompletableFuture<Pong>> pongs = new ConcurrentLinkedQueue<>();
    private volatile boolean ended;

    private Traffic(String name, Waves waves, List<Point> targets, long seed, int aSecond) {
        this.name = name;
        this.waves = waves;
        this.targets = targets;
        this.random = new Random(seed);
        this.gapNanos = TimeUnit.SECONDS.toNanos(1) / aSecond;
        this.thread = new Thread(this::send, name);
        thread.setDaemon(true);
    }

    static Traffic start(String name, Waves waves, List<Point> targets, long seed, int aSecond) {
        Traffic traffic = new Traffic(name, waves, targets, seed, aSecond);
        traffic.thread.start();
        return traffic;
    }

    /** A wave that is late for its time is sent at once, so that a hold-up of the test changes nothing about the rate. */
    private void send() {
        long next = System.nanoTime();
        while (!ended) {
            Point target = targets.get(random.nextInt(targets.size()));
            int number = sent.merge(target, 1, Integer::sum) - 1;
            Head head = head("/" + name + "/" + number);
            if (random.nextInt(SIGNALS) == 0) {
                waves.signal(new Signal(head, target));
            } else {
                CompletionStage<Pong> pong = waves.ping(new Ping(head, target));
                pongs.add(pong.toCompletableFuture());
            }
            next += gapNanos;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private static Head head(String uri) {
        return new Head(
                WaveId.next(),
                Point.ROOT,
                Agent.HYPERUSER,
                Method.ext("Note"),
                uri,
                Headers.NONE,
                Substance.text("hello"),
                Handling.IMMEDIATE,
                System.currentTimeMillis() + DEADLINE_MILLIS,
                List.of());
    }

    /** Lets it flow for a time. */
    static void flow(Duration time) {
        await().pollDelay(time).atMost(time.plus(PATIENCE)).until(() -> true);
    }

    /** Waits until all pings of some senders are answered. */
    static void answered(Collection<Traffic> senders, String name) {
        List<CompletableFuture<?>> pongs = new ArrayList<>();
        senders.forEach(sender -> pongs.addAll(sender.pongs()));
        await(name).atMost(PATIENCE).until(() -> pongs.stream().allMatch(CompletableFuture::isDone));
    }

    String name() {
        return name;
    }

    void end() {
        ended = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many waves were sent to each target. Called when it has ended. */
    Map<Path, Integer> sent() {
        Map<Path, Integer> all = new HashMap<>();
        sent.forEach((target, count) -> all.put(new Path(name, target), count));
        return all;
    }

    Queue<CompletableFuture<Pong>> pongs() {
        return pongs;
    }
}
