package io.hyperspace.machine;

import io.hyperspace.driver.DurableState;
import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A particle with durable state, which is open once it has started. */
abstract class Stateful implements Particle {

    private final ParticleContext context;
    private @Nullable DurableState state;

    Stateful(ParticleContext context) {
        this.context = context;
    }

    @Override
    public final CompletionStage<Void> start() {
        return context.openState().thenAccept(opened -> state = opened);
    }

    final DurableState state() {
        return Objects.requireNonNull(state, "opened by the start");
    }

    final ParticleContext context() {
        return context;
    }
}
