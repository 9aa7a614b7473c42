package io.hyperspace.benchmark.wave;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.testkit.PlainDriver;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Brings particles to life that answer what they are told, and lets a measurement send in their name. */
final class EchoDriver extends PlainDriver {

    static final Kind KIND = Kind.of("Echo");
    static final Kind SENDER = Kind.of("Sender");

    private static final int SENDERS = 100;

    private final Map<Point, ParticleContext> contexts = new ConcurrentHashMap<>();
    private volatile boolean hasRoom = true;
    private final AtomicLong active = new AtomicLong();
    private final LongAdder handled = new LongAdder();

    EchoDriver() {
        this(KIND, StarKind.MAELSTROM);
    }

    /** @param home where its particles live */
    EchoDriver(Kind kind, StarKind home) {
        super(kind.toString().toLowerCase(Locale.ROOT), home, Set.of(kind));
    }

    /** What one of the first particles that were active sends with. */
    ParticleContext context(Point point) {
        return Objects.requireNonNull(contexts.get(point), "it has been active");
    }

    /** How many waves all its particles have handled. */
    long handled() {
        return handled.sum();
    }

    /** How many of its particles are active. */
    long active() {
        return active.get();
    }

    @Override
    public Particle create(ParticleContext context) {
        active.incrementAndGet();
        if (hasRoom) {
            contexts.putIfAbsent(context.point(), context);
            hasRoom = contexts.size() < SENDERS;
        }
        return new Echo();
    }

    private final class Echo implements Particle {
        @Override
        public CompletionStage<Reply> handle(Directed wave) {
            handled.increment();
            return CompletableFuture.completedFuture(Reply.ok(wave.body()));
        }

        @Override
        public void stop() {
            active.decrementAndGet();
        }
    }
}
