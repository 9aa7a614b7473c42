package io.hyperspace.drivers.memory;

import io.hyperspace.provision.Memories;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.StarKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Memory of particles that move within their Machine, on which each star has one life after the other. */
public final class InMemoryMemories implements Memories {

    private final Map<Incarnation, Left> rows = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Boolean> begin(StarKey star, Ulid life) {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public CompletionStage<Void> end(StarKey star, Ulid life) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> keep(StarKey star, Ulid life, List<Left> some) {
        some.forEach(left -> rows.put(left.incarnation(), left));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Optional<Left>> take(Incarnation incarnation, long epoch) {
        return CompletableFuture.completedFuture(Optional.ofNullable(rows.remove(incarnation)));
    }

    @Override
    public CompletionStage<Boolean> follow(Incarnation incarnation, StarKey to, long epoch) {
        return CompletableFuture.completedFuture(rows.containsKey(incarnation));
    }

    @Override
    public CompletionStage<List<Waiting>> waiting(StarKey star, @Nullable Incarnation behind, int limit) {
        return CompletableFuture.completedFuture(List.of());
    }
}
