package io.hyperspace.registry.outbox;

import com.typesafe.config.Config;
import io.hyperspace.provision.Outbox;
import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.database.FencedException;
import io.hyperspace.registry.database.WorkQueue;
import io.hyperspace.registry.outbox.OutboxRows.Row;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.WaveId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Outboxes in the database. Waves that come while others are being stored share the next transaction, which checks that
 * this Machine is not fenced. All work is done on threads of its own.
 *
 * <p>Invariants: at most {@code queue} waves wait, one more is refused with 503; a transaction has at most {@code batch}
 * waves and, but for a single one, {@code batch-size} bytes; every wave that was taken is answered.
 */
public final class DatabaseOutbox implements Outbox, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseOutbox.class);

    private final OutboxRows rows;
    private final WorkQueue threads;
    private final BlockingQueue<Pending> waiting;
    private final Semaphore writers;
    private final int limit;
    private final int batch;
    private final long batchSize;
    private final Duration timeout;

    /** A wave that is to be stored. */
    private record Pending(Row row, CompletableFuture<Void> stored) {}

    private DatabaseOutbox(Database database, Config outbox, Duration timeout) {
        int count = outbox.getInt("threads");
        this.limit = outbox.getInt("queue");
        this.rows = new OutboxRows(database);
        this.threads = new WorkQueue("outbox", count, limit);
        this.waiting = new ArrayBlockingQueue<>(limit);
        this.writers = new Semaphore(count);
        this.batch = outbox.getInt("batch");
        this.batchSize = outbox.getBytes("batch-size");
        this.timeout = timeout;
    }

    /** Opens the outboxes; they close when the actor system ends. */
    public static DatabaseOutbox open(ActorSystem<?> system, Database database) {
        DatabaseOutbox outbox = open(system.settings().config(), database);
        system.classicSystem().registerOnTermination(outbox::close);
        return outbox;
    }

    /** @param root the whole configuration */
    static DatabaseOutbox open(Config root, Database database) {
        return new DatabaseOutbox(
                database, root.getConfig("hyperspace.outbox"), root.getDuration("hyperspace.database.query-timeout"));
    }

    @Override
    public CompletionStage<Void> keep(StarKey star, Entry entry) {
        Pending pending = new Pending(new Row(star, entry), new CompletableFuture<>());
        if (!waiting.offer(pending)) {
            pending.stored()
                    .completeExceptionally(
                            Faults.busy("the queue of the outbox", limit).toException());
        } else {
            write();
        }
        return pending.stored();
    }

    /** Has a thread store what waits, unless as many as may be do so already: these look again when they are done. */
    private void write() {
        if (waiting.isEmpty() || !writers.tryAcquire()) {
            return;
        }
        threads.submit(() -> {
                    List<Pending> some = take();
                    store(some);
                    return some.size();
                })
                .whenComplete((count, failure) -> {
                    writers.release();
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
        return count < batch && bytes < batchSize ? waiting.poll() : null;
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

    /** Nothing is stored, or nobody knows; whoever asks again under the same id harms nobody. */
    private static void fail(Pending pending, Exception cause) {
        WaveId wave = pending.row().entry().wave();
        LOG.warn("wave {} was not stored: {}", wave, cause.toString());
        pending.stored().completeExceptionally(new HyperspaceException(Faults.notReady("the outbox"), cause));
    }

    @Override
    public CompletionStage<Void> remove(StarKey star, List<WaveId> waves) {
        return threads.submit(() -> {
                    rows.delete(waves);
                    return waves.size();
                })
                .thenAccept(count -> {});
    }

    @Override
    public CompletionStage<List<Entry>> page(StarKey star, @Nullable WaveId after, int limit) {
        return threads.submit(() -> rows.page(star, after, limit), timeout);
    }

    @Override
    public void close() {
        threads.close();
    }
}
