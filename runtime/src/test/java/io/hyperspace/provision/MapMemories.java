package io.hyperspace.provision;

import io.hyperspace.space.error.Faults;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.StarKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Memory of particles that move, in memory, which outlives the stars of a test; it can be told to refuse, and to be late. */
public final class MapMemories implements Memories {

    /** Whether everything fails, as if the database was away. */
    public volatile boolean away;

    /** Whether nobody can say what a particle left, so that none starts. */
    public volatile boolean unreadable;

    /** What is to be kept is kept only when this is complete, and nobody hears of it before. */
    public volatile CompletableFuture<Void> slow = CompletableFuture.completedFuture(null);

    /** What was taken is answered only when this is complete. */
    public volatile CompletableFuture<Void> slowAnswer = CompletableFuture.completedFuture(null);

    /** A life that is to begin begins only when this, as it was when it was asked for, is complete. */
    public volatile CompletableFuture<Void> beginning = CompletableFuture.completedFuture(null);

    private final Map<StarKey, Ulid> lives = new HashMap<>();
    private final Map<Incarnation, Left> rows = new HashMap<>();
    private final Map<Incarnation, StarKey> stars = new HashMap<>();

    /** How many particles have left something that was not taken yet. */
    public synchronized int size() {
        return rows.size();
    }

    private synchronized <T> CompletionStage<T> answer(Supplier<T> work) {
        if (away) {
            return CompletableFuture.failedFuture(Faults.notReady("memory").toException());
        }
        try {
            return CompletableFuture.completedFuture(work.get());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<Boolean> begin(StarKey star, Ulid life) {
        return beginning.thenCompose(now -> answer(() -> lives.put(star, life) != null));
    }

    @Override
    public CompletionStage<Void> end(StarKey star, Ulid life) {
        return answer(() -> lives.remove(star, life)).thenAccept(done -> {});
    }

    @Override
    public CompletionStage<Void> keep(StarKey star, Ulid life, List<Left> some) {
        return slow.thenCompose(now -> answer(() -> {
                    if (!life.equals(lives.get(star))) {
                        throw Faults.changedMeanwhile(star.toString()).toException();
                    }
                    some.forEach(left -> rows.put(left.incarnation(), left));
                    some.forEach(left -> stars.put(left.incarnation(), star));
                    return some;
                }))
                .thenAccept(kept -> {});
    }

    @Override
    public CompletionStage<Optional<Left>> take(Incarnation incarnation, long epoch) {
        if (unreadable) {
            return CompletableFuture.failedFuture(Faults.notReady("memory").toException());
        }
        CompletableFuture<Void> late = slowAnswer;
        CompletionStage<Optional<Left>> taken = answer(() -> {
            Left left = rows.get(incarnation);
            if (left == null || left.epoch() > epoch) {
                return Optional.empty();
            }
            rows.remove(incarnation);
            return Optional.of(left);
        });
        return late.thenCompose(now -> taken);
    }

    @Override
    public CompletionStage<Boolean> follow(Incarnation incarnation, StarKey to, long epoch) {
        return answer(() -> {
            Left left = rows.get(incarnation);
            boolean waits = left != null && left.epoch() < epoch;
            if (waits) {
                stars.put(incarnation, to);
            }
            return waits;
        });
    }

    @Override
    public CompletionStage<List<Waiting>> waiting(StarKey star, @Nullable Incarnation behind, int limit) {
        return answer(() -> rows.values().stream()
                .filter(left -> star.equals(stars.get(left.incarnation())))
                .filter(left -> behind == null || left.incarnation().ulid().compareTo(behind.ulid()) > 0)
                .sorted(Comparator.comparing(left -> left.incarnation().ulid()))
                .limit(limit)
                .map(left -> new Waiting(left.incarnation(), left.point()))
                .toList());
    }
}
