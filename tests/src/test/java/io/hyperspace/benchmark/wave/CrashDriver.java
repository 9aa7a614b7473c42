package io.hyperspace.benchmark.wave;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.testkit.PlainDriver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/** Brings particles to life that answer what they are told, until they are told to crash at every wave. */
final class CrashDriver extends PlainDriver {

    static final Kind KIND = Kind.of("Crash");

    private final LongAdder crashes = new LongAdder();
    private volatile boolean crashing;

    /** From now on every wave that reaches one ends it. */
    void crash() {
        crashing = true;
    }

    /** How often one has crashed. */
    long crashes() {
        return crashes.sum();
    }

    CrashDriver() {
        super(KIND);
    }

    @Override
    public Particle create(ParticleContext context) {
        return this::handle;
    }

    private CompletionStage<Reply> handle(Directed wave) {
        if (crashing) {
            crashes.increment();
            throw new IllegalStateException("it crashes at every wave");
        }
        return CompletableFuture.completedFuture(Reply.ok(wave.body()));
    }
}
