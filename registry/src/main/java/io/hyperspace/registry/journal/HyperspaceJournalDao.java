package io.hyperspace.registry.journal;

import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.database.DatabaseAccess;
import io.hyperspace.registry.database.FencedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.jdbc.PekkoSerialization;
import org.apache.pekko.persistence.jdbc.config.JournalConfig;
import org.apache.pekko.persistence.jdbc.journal.dao.DefaultJournalDao;
import org.apache.pekko.persistence.journal.Tagged;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.stream.Materializer;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.BoxedUnit;
import scala.util.Failure;
import scala.util.Success;
import scala.util.Try;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/**
 * The journal's way to the database. Reading is the library's; writing is ours, see {@link JournalWriter}. What is
 * certainly not stored is answered as the rejection of that one write; only an unknown outcome is a failure, which counts
 * towards the circuit breaker of the whole Machine. Pekko makes it by reflection.
 */
public final class HyperspaceJournalDao extends DefaultJournalDao {

    private static final String TOGETHER = "hyperspace.database.write-together";

    private final Serialization serialization;
    private final Database database;
    private final JournalWriter writer;
    private final GroupCommit commits;
    private final int bufferSize;

    public HyperspaceJournalDao(
            JdbcBackend.JdbcDatabaseDef slick,
            JdbcProfile profile,
            JournalConfig config,
            Serialization serialization,
            ExecutionContext context,
            Materializer materializer) {
        super(slick, profile, config, serialization, context, materializer);
        this.serialization = serialization;
        this.database = DatabaseAccess.of(serialization.system()).database();
        this.writer = new JournalWriter(new JournalRows(database));
        this.bufferSize = config.daoConfig().bufferSize();
        this.commits = new GroupCommit(
                bufferSize,
                config.daoConfig().batchSize(),
                serialization.system().settings().config().getLong(TOGETHER),
                config.daoConfig().parallelism(),
                this::write);
    }

    /** Never fails: what goes wrong is the outcome of each write. */
    private CompletionStage<Integer> write(List<PendingWrite> batch) {
        return database.writes()
                .submit(() -> {
                    writer.write(batch);
                    return batch.size();
                })
                .exceptionally(failure -> {
                    batch.forEach(write -> write.outcome().completeExceptionally(failure));
                    return batch.size();
                });
    }

    @Override
    public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> messages) {
        List<PendingWrite.Row> rows = new ArrayList<>();
        try {
            database.fence().checkHere();
            for (AtomicWrite atomic : CollectionConverters.asJava(messages)) {
                for (PersistentRepr event : CollectionConverters.asJava(payload(atomic))) {
                    rows.add(row(event));
                }
            }
        } catch (FencedException | RuntimeException e) {
            return FutureConverters.asScala(CompletableFuture.completedFuture(results(messages.size(), e)));
        }
        PendingWrite write = new PendingWrite(rows, new CompletableFuture<>());
        if (!commits.offer(write)) {
            write.outcome()
                    .complete(new IllegalStateException(
                            "more than " + bufferSize + " writes wait; see jdbc-journal.bufferSize"));
        }
        return FutureConverters.asScala(write.outcome().thenApply(refused -> results(messages.size(), refused)));
    }

    @SuppressWarnings("unchecked")
    private static Seq<PersistentRepr> payload(AtomicWrite atomic) {
        return (Seq<PersistentRepr>) (Object) atomic.payload();
    }

    private PendingWrite.Row row(PersistentRepr event) {
        if (event.payload() instanceof Tagged) {
            throw new IllegalArgumentException("this journal keeps no tags");
        }
        PekkoSerialization.PekkoSerialized payload =
                PekkoSerialization.serialize(serialization, event.payload()).get();
        PekkoSerialization.PekkoSerialized metadata = event.metadata().isEmpty()
                ? null
                : PekkoSerialization.serialize(serialization, event.metadata().get())
                        .get();
        return new PendingWrite.Row(event, payload, metadata);
    }

    private static Seq<Try<BoxedUnit>> results(int size, @Nullable Exception refused) {
        List<Try<BoxedUnit>> results = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            results.add(refused == null ? new Success<>(BoxedUnit.UNIT) : new Failure<>(refused));
        }
        return CollectionConverters.asScala(results).toList();
    }
}
