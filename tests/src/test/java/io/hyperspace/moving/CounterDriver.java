package io.hyperspace.moving;

import io.hyperspace.driver.Memory;
import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.moving.LedgerDriver.Path;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.testkit.PlainDriver;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings particles to life that count in memory how many waves they have had, of each sender and all together, and carry that
 * along. Every count is written down, and every wave that is not the next of its sender, as the particle remembers it.
 */
final class CounterDriver extends PlainDriver {

    static final Kind KIND = Kind.of("Counter");

    private static final int SLOW = 10;

    private final Map<Point, Queue<Integer>> counts = new ConcurrentHashMap<>();
    private final Map<Path, Integer> last = new ConcurrentHashMap<>();
    private final Queue<String> strange = new ConcurrentLinkedQueue<>();

    CounterDriver() {
        super(KIND);
    }

    /** What a particle has counted, in the order in which it did. */
    List<Integer> counts(Point point) {
        return List.copyOf(counts.getOrDefault(point, new ConcurrentLinkedQueue<>()));
    }

    /** How many waves of each sender each particle remembers. */
    Map<Path, Integer> remembered() {
        return Map.copyOf(last);
    }

    /** Waves that came out of their order. */
    List<String> strange() {
        return List.copyOf(strange);
    }

    @Override
    public Particle create(ParticleContext context) {
        return new Counter(context.point());
    }

    private final class Counter implements Particle, Memory {

        private final Point self;
        private final Map<String, Integer> senders = new TreeMap<>();
        private int count;

        Counter(Point self) {
            this.self = self;
        }

        @Override
        public CompletionStage<Reply> handle(Directed wave) {
            count++;
            counts.computeIfAbsent(self, any -> new ConcurrentLinkedQueue<>()).add(count);
            String[] parts = wave.uri().split("/");
            int number = parts.length < 3 ? -1 : Integer.parseInt(parts[2]);
            if (number >= 0) {
                note(parts[1], number);
            }
            Reply reply = Reply.ok(new Substance.Int(count));
            if (number % SLOW != 0) {
                return CompletableFuture.completedFuture(reply);
            }
            Executor later = CompletableFuture.delayedExecutor(number % 7, TimeUnit.MILLISECONDS);
            return CompletableFuture.supplyAsync(() -> reply, later);
        }

        private void note(String sender, int number) {
            int before = senders.getOrDefault(sender, -1);
            if (number != before + 1) {
                strange.add(self + " had " + before + " of " + sender + " and got " + number);
            }
            senders.put(sender, number);
            last.put(new Path(sender, self), number + 1);
        }

        @Override
        public boolean isPassivatable() {
            return false;
        }

        @Override
        public Memory memory() {
            return this;
        }

        @Override
        public CompletionStage<byte @Nullable []> save(long limit) {
            String all = senders.entrySet().stream()
                    .map(sender -> " " + sender.getKey() + "=" + sender.getValue())
                    .collect(Collectors.joining("", Integer.toString(count), ""));
            return CompletableFuture.completedFuture(all.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public CompletionStage<Void> restore(byte[] saved) {
            String[] parts = new String(saved, StandardCharsets.UTF_8).split(" ");
            count = Integer.parseInt(parts[0]);
            for (int i = 1; i < parts.length; i++) {
                String[] sender = parts[i].split("=");
                senders.put(sender[0], Integer.valueOf(sender[1]));
            }
            return CompletableFuture.completedFuture(null);
        }
    }
}
