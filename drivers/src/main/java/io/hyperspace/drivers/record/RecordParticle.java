package io.hyperspace.drivers.record;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The core of a particle that is its record: it tells its record as it is now, and knows nothing else. */
public final class RecordParticle implements Particle {

    private final ParticleContext context;

    public RecordParticle(ParticleContext context) {
        this.context = context;
    }

    @Override
    public CompletionStage<Reply> handle(Directed wave) {
        if (!wave.method().equals(Method.READ)) {
            return CompletableFuture.completedFuture(Reply.of(noRoute(wave)));
        }
        return context.services()
                .registry()
                .record(context.point())
                .thenApply(record -> Reply.ok(new Substance.Json(RecordJson.of(record))));
    }

    /** What a core answers to a wave that it does not know. */
    public static Fault noRoute(Directed wave) {
        return Faults.noRoute(wave.method() + wave.head().path());
    }
}
