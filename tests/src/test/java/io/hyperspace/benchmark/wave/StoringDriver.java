package io.hyperspace.benchmark.wave;

import io.hyperspace.driver.DurableState;
import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Method;
import io.hyperspace.testkit.PlainDriver;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Brings particles to life that store the last text they were sent, and lets a measurement send in their name. */
final class StoringDriver extends PlainDriver {

    static final Method STORE = Method.ext("Store");

    private final Map<Point, CompletableFuture<ParticleContext>> contexts = new ConcurrentHashMap<>();

    /** What a particle sends with, once it has been active. */
    CompletionStage<ParticleContext> context(Point point) {
        return contexts.computeIfAbsent(point, any -> new CompletableFuture<>());
    }

    StoringDriver() {
        super(Kind.of("Storing"));
    }

    @Override
    public Particle create(ParticleContext context) {
        contexts.computeIfAbsent(context.point(), any -> new CompletableFuture<>())
                .complete(context);
        return new Storing(context);
    }

    private static final class Storing implements Particle {
        private final ParticleContext context;
        private @Nullable DurableState state;

        Storing(ParticleContext context) {
            this.context = context;
        }

        @Override
        public CompletionStage<Void> start() {
            return context.openState().thenAccept(opened -> state = opened);
        }

        @Override
        public CompletionStage<Reply> handle(Directed wave) {
            byte[] text = ((Substance.Text) wave.body()).value().getBytes(StandardCharsets.UTF_8);
            return Objects.requireNonNull(state, "opened by the start")
                    .commit(wave, Map.of("last", text), Reply.ok(Substance.Empty.INSTANCE), List.of());
        }
    }
}
