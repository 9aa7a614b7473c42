package io.hyperspace.handling;

import io.hyperspace.driver.DurableState;
import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Method;
import io.hyperspace.testkit.PlainDriver;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Brings particles to life that count, in durable state, how often each key was added and how often anything was. They take
 * one wave after the other.
 */
final class TallyDriver extends PlainDriver {

    static final Kind KIND = Kind.of("Tally");
    static final Method ADD = Method.ext("Add");
    static final Method SHOW = Method.ext("Show");
    private static final String COUNT = "count";

    TallyDriver() {
        super(KIND);
    }

    @Override
    public Particle create(ParticleContext context) {
        return new Tally(context);
    }

    private static final class Tally implements Particle {
        private final ParticleContext context;
        private CompletionStage<Reply> last = CompletableFuture.completedFuture(Reply.ok(Substance.Empty.INSTANCE));
        private @Nullable DurableState state;

        Tally(ParticleContext context) {
            this.context = context;
        }

        @Override
        public CompletionStage<Void> start() {
            return context.openState().thenAccept(opened -> state = opened);
        }

        @Override
        public CompletionStage<Reply> handle(Directed wave) {
            last = last.handle((reply, failure) -> wave)
                    .thenCompose(next -> next.method().equals(ADD) ? add(next) : show(next));
            return last;
        }

        private CompletionStage<Reply> add(Directed wave) {
            DurableState opened = Objects.requireNonNull(state, "opened by the start");
            String key = ((Substance.Text) wave.body()).value();
            Map<String, byte[]> puts = new HashMap<>();
            puts.put(COUNT, bytes(number(opened.get(COUNT)) + 1));
            puts.put(key, bytes(number(opened.get(key)) + 1));
            return opened.commit(wave, puts, Reply.ok(Substance.text(key)), List.of());
        }

        /** How often anything was added, and each of the keys that are asked for. */
        private CompletionStage<Reply> show(Directed wave) {
            DurableState opened = Objects.requireNonNull(state, "opened by the start");
            StringBuilder shown = new StringBuilder();
            shown.append(number(opened.get(COUNT)));
            for (String key : ((Substance.Text) wave.body()).value().split(" ")) {
                shown.append(' ').append(number(opened.get(key)));
            }
            return CompletableFuture.completedFuture(Reply.ok(Substance.text(shown.toString())));
        }

        private static int number(byte @Nullable [] stored) {
            return stored == null ? 0 : Integer.parseInt(new String(stored, StandardCharsets.UTF_8));
        }

        private static byte[] bytes(int number) {
            return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
        }
    }
}
