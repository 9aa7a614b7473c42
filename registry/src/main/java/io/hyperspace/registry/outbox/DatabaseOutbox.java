package io.hyperspace.registry.outbox;

import com.typesafe.config.Config;
import io.hyperspace.provision.Outbox;
import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.database.WorkQueue;
import io.hyperspace.registry.outbox.OutboxRows.Row;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.WaveId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * Outboxes in the database. Waves that come while others are being stored share the next transaction, which checks that
 * this Machine is not fenced. All work is done on threads of its own.
 *
 * <p>Invariant: the waves of one star are stored in the order in which they came, because one writer, which has one batch
 * under way at a time, stores them all.
 */
public final class DatabaseOutbox implements Outbox, AutoCloseable {

    private final OutboxRows rows;
    private final WorkQueue threads;
    private final List<OutboxWriter> writers;
    private final Duration timeout;

    private DatabaseOutbox(Database database, Config outbox, Duration timeout) {
        int count = outbox.getInt("threads");
        OutboxWriter.Limits limits =
                new OutboxWriter.Limits(outbox.getInt("queue"), outbox.getInt("batch"), outbox.getBytes("batch-size"));
        this.rows = new OutboxRows(database);
        this.threads = new WorkQueue("outbox", count, limits.queue());
        this.writers = Stream.generate(() -> new OutboxWriter(rows, threads, limits))
                .limit(count)
                .toList();
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
        return writers.get(Math.floorMod(star.hashCode(), writers.size())).keep(new Row(star, entry));
    }

    @Override
    public CompletionStage<Void> remove(StarKey star, List<WaveId> waves) {
        return threads.submit(() -> {
                    rows.delete(star, waves);
                    return waves.size();
                })
                .thenAccept(count -> {});
    }

    @Override
    public CompletionStage<List<Entry>> page(StarKey star, @Nullable WaveId after, int limit, long size) {
        return threads.submit(() -> rows.page(star, after, limit, size), timeout);
    }

    @Override
    public void close() {
        threads.close();
    }
}
