package io.hyperspace.benchmark.wave;

import io.hyperspace.driver.Driver;
import io.hyperspace.driver.DurableState;
import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.bind.MethodPattern;
import io.hyperspace.space.bind.Pipeline;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Brings particles to life that store the last text they were sent, and lets a measurement send in their name. */
final class StoringDriver implements Driver {

    static final Method STORE = Method.ext("Store");

    private final Map<Point, CompletableFuture<ParticleContext>> contexts = new ConcurrentHashMap<>();

    /** What a particle sends with, once it has been active. */
    CompletionStage<ParticleContext> context(Point point) {
        return contexts.computeIfAbsent(point, any -> new CompletableFuture<>());
    }

    @Override
    public String name() {
        return "storing";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.of("Storing"));
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
