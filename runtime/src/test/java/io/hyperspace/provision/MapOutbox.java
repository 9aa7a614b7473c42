package io.hyperspace.provision;

import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.WaveId;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Outboxes in memory, which outlive the stars of a test; they can be told to refuse. */
public final class MapOutbox implements Outbox {

    /** Whether everything fails, as if the database was away. */
    public volatile boolean away;

    /** Whether pages cannot be read, while all else can be done. */
    public volatile boolean unreadable;

    /** Waves are kept at once, but whoever asked hears of it only when this is complete. */
    public volatile CompletableFuture<Void> told = CompletableFuture.completedFuture(null);

    private final ConcurrentMap<WaveId, Row> rows = new ConcurrentHashMap<>();

    private record Row(StarKey star, Entry entry) {}

    /** How many waves are here. */
    public int size() {
        return rows.size();
    }

    private <T> CompletionStage<T> answer(boolean refused, Supplier<T> work) {
        return refused
                ? CompletableFuture.failedFuture(Faults.notReady("the outbox").toException())
                : CompletableFuture.completedFuture(work.get());
    }

    private CompletionStage<Void> run(Runnable work) {
        return answer(away, () -> {
                    work.run();
                    return work;
                })
                .thenAccept(done -> {});
    }

    @Override
    public CompletionStage<Void> keep(StarKey star, Entry entry) {
        CompletionStage<Void> kept = run(() -> rows.put(entry.wave(), new Row(star, entry)));
        return told.thenCompose(now -> kept);
    }

    @Override
    public CompletionStage<Void> remove(StarKey star, List<WaveId> waves) {
        return run(() -> waves.forEach(rows::remove));
    }

    @Override
    public CompletionStage<List<Entry>> page(StarKey star, @Nullable WaveId after, int limit, long size) {
        AtomicLong bytes = new AtomicLong();
        return answer(away || unreadable, () -> rows.values().stream()
                .filter(row -> row.star().equals(star))
                .map(Row::entry)
                .filter(entry -> after == null || entry.wave().ulid().compareTo(after.ulid()) > 0)
                .sorted(Comparator.comparing(entry -> entry.wave().ulid()))
                .limit(limit)
                .takeWhile(entry -> bytes.getAndAdd(entry.bytes().length) < size)
                .toList());
    }
}
