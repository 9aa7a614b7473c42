package io.hyperspace.registry.outbox;

import io.hyperspace.registry.database.FencedException;
import io.hyperspace.registry.database.WorkQueue;
import io.hyperspace.registry.outbox.OutboxRows.Row;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.wave.WaveId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the waves of some stars, one batch after the other, so that each star's are stored in the order in which they came.
 *
 * <p>Invariants: at most {@code queue} waves wait, one more is refused with 503; a transaction has at most {@code batch}
 * waves and, but for a single one, {@code batch-size} bytes; every wave that was taken is answered.
 */
final class OutboxWriter {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxWriter.class);

    private final OutboxRows rows;
    private final WorkQueue threads;
    private final BlockingQueue<Pending> waiting;
    private final AtomicBoolean isWriting = new AtomicBoolean();
    private final Limits limits;

    /** @param batchSize bytes */
    record Limits(int queue, int batch, long batchSize) {}

    /** A wave that is to be stored. */
    private record Pending(Row row, CompletableFuture<Void> stored) {}

    OutboxWriter(OutboxRows rows, WorkQueue threads, Limits limits) {
        this.rows = rows;
        this.threads = threads;
        this.limits = limits;
        this.waiting = new ArrayBlockingQueue<>(limits.queue());
    }

    CompletionStage<Void> keep(Row row) {
        Pending pending = new Pending(row, new CompletableFuture<>());
        if (!waiting.offer(pending)) {
            pending.stored()
                    .completeExceptionally(Faults.busy("the queue of the outbox", limits.queue())
                            .toException());
        } else {
            write();
        }
        return pending.stored();
    }

    /** Has a thread store what waits, unless one does so already: that one looks again when it is done. */
    private void write() {
        if (waiting.isEmpty() || !isWriting.compareAndSet(false, true)) {
            return;
        }
        threads.submit(() -> {
                    List<Pending> some = take();
                    storeAll(some);
                    return some.size();
                })
                .whenComplete((count, failure) -> {
                    isWriting.set(false);
                    if (failure == null) {
                        write();
                    } else {
                        refuseAll(failure);
                    }
                });
    }

    /** Those that no thread takes any more, because all threads have ended. */
    private void refuseAll(Throwable failure) {
        List<Pending> left = new ArrayList<>();
        waiting.drainTo(left);
        left.forEach(pending -> pending.stored().completeExceptionally(failure));
    }

    private List<Pending> take() {
        List<Pending> some = new ArrayList<>();
        long bytes = 0;
        for (Pending next = waiting.poll(); next != null; next = next(some.size(), bytes)) {
            some.add(next);
            bytes += next.row().size();
        }
        return some;
    }

    private @Nullable Pending next(int count, long bytes) {
        return count < limits.batch() && bytes < limits.batchSize() ? waiting.poll() : null;
    }

    private void store(List<Pending> some) {
        try {
            rows.insert(some.stream().map(Pending::row).toList());
            some.forEach(pending -> pending.stored().complete(null));
        } catch (FencedException e) {
            some.forEach(pending -> fail(pending, e));
        } catch (SQLException | RuntimeException e) {
            if (some.size() == 1) {
                fail(some.get(0), e);
            } else {
                LOG.debug("a batch of {} waves failed; trying each alone", some.size(), e);
                some.forEach(pending -> store(List.of(pending)));
            }
        }
    }

    /** Whatever happens, an error of the JVM too, no wave is left without an answer. */
    private void storeAll(List<Pending> some) {
        try {
            store(some);
        } finally {
            some.forEach(pending -> pending.stored()
                    .completeExceptionally(Faults.notReady("the outbox").toException()));
        }
    }

    /** Nothing is stored, or nobody knows; whoever asks again under the same id harms nobody. */
    private static void fail(Pending pending, Exception cause) {
        WaveId wave = pending.row().entry().wave();
        LOG.warn("wave {} was not stored: {}", wave, cause.toString());
        pending.stored().completeExceptionally(new HyperspaceException(Faults.notReady("the outbox"), cause));
    }
}
