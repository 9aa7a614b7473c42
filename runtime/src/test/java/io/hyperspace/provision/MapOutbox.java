package io.hyperspace.provision;

import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.WaveId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
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

    /** Where the next one that comes there ends with an exception, once, as if its Machine was lost. */
    public volatile Step lostAt = Step.NEVER;

    /** What may be done to a row, and when. */
    public enum Step {
        NEVER,
        BEFORE_KEEPING,
        AFTER_KEEPING,
        BEFORE_REMOVING,
        AFTER_REMOVING
    }

    private final ConcurrentMap<WaveId, Row> rows = new ConcurrentHashMap<>();
    private final Set<StarKey> read = ConcurrentHashMap.newKeySet();

    private record Row(StarKey star, Entry entry) {}

    /** How many waves are here. */
    public int size() {
        return rows.size();
    }

    /** How many stars have read here at least once. */
    public int readers() {
        return read.size();
    }

    /** Counts stars that read from now on. */
    public void forgetReaders() {
        read.clear();
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
        come(Step.BEFORE_KEEPING);
        CompletionStage<Void> kept = run(() -> rows.put(entry.wave(), new Row(star, entry)));
        come(Step.AFTER_KEEPING);
        return told.thenCompose(now -> kept);
    }

    @Override
    public CompletionStage<Void> remove(StarKey star, List<WaveId> waves) {
        come(Step.BEFORE_REMOVING);
        CompletionStage<Void> removed = run(() -> waves.forEach(rows::remove));
        come(Step.AFTER_REMOVING);
        return removed;
    }

    private void come(Step step) {
        if (!away && lostAt == step) {
            lostAt = Step.NEVER;
            throw new IllegalStateException("lost " + step);
        }
    }

    @Override
    public CompletionStage<List<Entry>> page(StarKey star, @Nullable WaveId after, int limit, long size) {
        return answer(away || unreadable, () -> {
            read.add(star);
            return pageOf(star, after, limit, size);
        });
    }

    private List<Entry> pageOf(StarKey star, @Nullable WaveId after, int limit, long size) {
        AtomicLong bytes = new AtomicLong();
        return rows.values().stream()
                .filter(row -> row.star().equals(star))
                .map(Row::entry)
                .filter(entry -> after == null || entry.wave().ulid().compareTo(after.ulid()) > 0)
                .sorted(Comparator.comparing(entry -> entry.wave().ulid()))
                .limit(limit)
                .takeWhile(entry -> bytes.getAndAdd(entry.bytes().length) < size)
                .toList();
    }
}
