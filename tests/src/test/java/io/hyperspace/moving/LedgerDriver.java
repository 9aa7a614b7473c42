package io.hyperspace.moving;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.testkit.PlainDriver;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings particles to life that write down every wave that reaches their core, by sender and in order, wherever they are.
 * Some waves take a few milliseconds, so that there is always something under way. A particle that runs in two places at once
 * is written down too.
 */
final class LedgerDriver extends PlainDriver {

    static final Kind KIND = Kind.of("Ledger");

    private static final int SLOW = 10;

    /** Who sent to whom. */
    record Path(String sender, Point target) {}

    private final Map<Path, Queue<Integer>> entries = new ConcurrentHashMap<>();
    private final Map<Point, AtomicInteger> running = new ConcurrentHashMap<>();
    private final Queue<Point> doubles = new ConcurrentLinkedQueue<>();
    private final AtomicInteger lives = new AtomicInteger();

    /** The numbers of the waves of a sender that a target has begun, in this order. */
    List<Integer> entries(Path path) {
        return List.copyOf(entries.getOrDefault(path, new ConcurrentLinkedQueue<>()));
    }

    /** The particles that ran in two places at once. */
    List<Point> doubles() {
        return List.copyOf(doubles);
    }

    /** How often a particle was started. */
    int lives() {
        return lives.get();
    }

    LedgerDriver() {
        super(KIND);
    }

    @Override
    public Particle create(ParticleContext context) {
        lives.incrementAndGet();
        AtomicInteger here = running.computeIfAbsent(context.point(), any -> new AtomicInteger());
        if (here.incrementAndGet() > 1) {
            doubles.add(context.point());
        }
        return new Particle() {
            @Override
            public CompletionStage<Reply> handle(Directed wave) {
                return write(context.point(), wave);
            }

            @Override
            public void stop() {
                here.decrementAndGet();
            }
        };
    }

    private CompletionStage<Reply> write(Point self, Directed wave) {
        String[] parts = wave.uri().split("/");
        int number = Integer.parseInt(parts[2]);
        entries.computeIfAbsent(new Path(parts[1], self), any -> new ConcurrentLinkedQueue<>())
                .add(number);
        if (number % SLOW != 0) {
            return CompletableFuture.completedFuture(Reply.ok(wave.body()));
        }
        Executor later = CompletableFuture.delayedExecutor(number % 7, TimeUnit.MILLISECONDS);
        return CompletableFuture.supplyAsync(() -> Reply.ok(wave.body()), later);
    }
}
