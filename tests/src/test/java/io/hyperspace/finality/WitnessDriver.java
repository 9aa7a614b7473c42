package io.hyperspace.finality;

import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.bind.MethodPattern;
import io.hyperspace.space.bind.Pipeline;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKind;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Brings particles to life that note when each wave reached their core. */
final class WitnessDriver implements Driver {

    static final Kind KIND = Kind.of("Witness");

    private final Map<Point, Queue<Long>> handled = new ConcurrentHashMap<>();

    /** When waves reached the core of a particle, on the monotonic clock. */
    Queue<Long> handled(Point point) {
        return handled.computeIfAbsent(point, any -> new ConcurrentLinkedQueue<>());
    }

    @Override
    public String name() {
        return "witness";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(KIND);
    }

    @Override
    public StarKind home() {
        return StarKind.MAELSTROM;
    }

    @Override
    public Bind defaultBind() {
        return Bind.of(Pipeline.CORE, MethodPattern.ANY);
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
