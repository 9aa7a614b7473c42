package io.hyperspace.provisioning;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.driver.Services;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.testkit.PlainDriver;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Brings particles of two kinds to life, and writes down on which Machine. Machines may be slow. */
final class WorkDriver extends PlainDriver {

    /** Goes where the fewest live. */
    static final Kind BOOK = Kind.of("Book");

    /** Goes where the load is least. */
    static final Kind JOB = Kind.of("Job");

    /** What all Machines write down. */
    static final class Journal {
        private final Map<String, Duration> slow = new ConcurrentHashMap<>();
        private final Map<Point, Queue<String>> lives = new ConcurrentHashMap<>();

        /** Makes every wave on a Machine take a time. */
        void slow(String machine, Duration time) {
            slow.put(machine, time);
        }

        /** The Machines on which a particle was started, in this order. */
        Queue<String> lives(Point point) {
            return lives.computeIfAbsent(point, any -> new ConcurrentLinkedQueue<>());
        }
    }

    private final Journal journal;
    private final String machine;

    WorkDriver(Services services, Journal journal) {
        super("work", StarKind.MAELSTROM, Set.of(BOOK, JOB));
        this.journal = journal;
        this.machine = services.config().getString("machine.name");
    }

    @Override
    public Affinity affinity(Kind kind) {
        return kind.equals(JOB) ? Affinity.LEAST_LOADED : Affinity.SPREAD;
    }

    @Override
    public Particle create(ParticleContext context) {
        journal.lives(context.point()).add(machine);
        return this::answer;
    }

    private CompletionStage<Reply> answer(Directed wave) {
        Duration time = journal.slow.get(machine);
        Reply reply = Reply.ok(wave.body());
        return time == null
                ? CompletableFuture.completedFuture(reply)
                : CompletableFuture.supplyAsync(
                        () -> reply, CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS));
    }
}
