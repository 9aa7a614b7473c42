package io.hyperspace.finality;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.testkit.PlainDriver;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Brings particles to life that note when each wave reached their core. */
final class WitnessDriver extends PlainDriver {

    static final Kind KIND = Kind.of("Witness");

    private final Map<Point, Queue<Long>> handled = new ConcurrentHashMap<>();

    /** When waves reached the core of a particle, on the monotonic clock. */
    Queue<Long> handled(Point point) {
        return handled.computeIfAbsent(point, any -> new ConcurrentLinkedQueue<>());
    }

    WitnessDriver() {
        super(KIND);
    }

    @Override
    public Particle create(ParticleContext context) {
        Queue<Long> times = handled(context.point());
        return wave -> {
            times.add(System.nanoTime());
            return CompletableFuture.completedFuture(Reply.ok(wave.body()));
        };
    }
}
