package io.hyperspace.drivers.memory;

import io.hyperspace.provision.Outbox;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.WaveId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Outboxes that end with their Machine, so there is never anything to go on with. */
public final class InMemoryOutbox implements Outbox {

    private final ConcurrentMap<WaveId, Entry> rows = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Void> keep(StarKey star, Entry entry) {
        rows.put(entry.wave(), entry);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> remove(StarKey star, List<WaveId> waves) {
        waves.forEach(rows::remove);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<List<Entry>> page(StarKey star, @Nullable WaveId after, int limit, long size) {
        return CompletableFuture.completedFuture(List.of());
    }
}
