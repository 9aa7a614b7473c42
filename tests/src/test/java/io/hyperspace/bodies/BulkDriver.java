package io.hyperspace.bodies;

import io.hyperspace.driver.DurableState;
import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Method;
import io.hyperspace.testkit.PlainDriver;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Brings particles to life that take and give large bodies: of what they get they answer how much it is, and a checksum; or
 * they answer as many bytes as they are asked for. Durable ones store what they answer. What has come is noted by its uri.
 */
final class BulkDriver extends PlainDriver {

    static final Kind KIND = Kind.of("Bulk");
    static final Kind STORING = Kind.of("Store");
    static final Method TAKE = Method.ext("Take");
    static final Method GIVE = Method.ext("Give");

    private final Map<String, Queue<String>> taken = new ConcurrentHashMap<>();

    BulkDriver() {
        super("bulk", StarKind.MAELSTROM, Set.of(KIND, STORING));
    }

    /** The uris of the waves that a particle has begun, in order. */
    List<String> taken(String particle) {
        return List.copyOf(taken.getOrDefault(particle, new ConcurrentLinkedQueue<>()));
    }

    static Substance body(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31 + size);
        }
        return new Substance.Bin(bytes);
    }

    static String summary(Substance body) {
        byte[] bytes = ((Substance.Bin) body).value();
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return bytes.length + " " + sum.getValue();
    }

    @Override
    public Particle create(ParticleContext context) {
        return new Bulk(context);
    }

    private final class Bulk implements Particle {
        private final ParticleContext context;
        private @Nullable DurableState state;

        Bulk(ParticleContext context) {
            this.context = context;
        }

        @Override
        public CompletionStage<Void> start() {
            return context.record().kind().equals(STORING)
                    ? context.openState().thenAccept(opened -> state = opened)
                    : CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Reply> handle(Directed wave) {
            taken.computeIfAbsent(context.point().toString(), any -> new ConcurrentLinkedQueue<>())
                    .add(wave.uri());
            Reply reply = wave.method().equals(GIVE)
                    ? Reply.ok(body(Integer.parseInt(((Substance.Text) wave.body()).value())))
                    : Reply.ok(Substance.text(summary(wave.body())));
            return state == null
                    ? CompletableFuture.completedFuture(reply)
                    : state.commit(wave, Map.of("last", new byte[] {1}), reply, List.of());
        }
    }
}
