package io.hyperspace.registry.blob;

import com.typesafe.config.Config;
import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.Digest;
import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.database.WorkQueue;
import io.hyperspace.space.error.Faults;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Content in the database, cached in files. All work with database and files is done on threads of its own with a
 * bounded queue before them.
 */
public final class DatabaseBlobs implements Blobs, AutoCloseable {

    private static final String CACHE_FOLDER = "cache";

    private final Database database;
    private final BlobRows rows;
    private final BlobCache cache;
    private final WorkQueue work;
    private final long maxSize;

    private DatabaseBlobs(Database database, BlobRows rows, BlobCache cache, WorkQueue work, long maxSize) {
        this.database = database;
        this.rows = rows;
        this.cache = cache;
        this.work = work;
        this.maxSize = maxSize;
    }

    /** Opens the content store; it closes when the actor system ends. */
    public static DatabaseBlobs open(ActorSystem<?> system, Database database) {
        DatabaseBlobs blobs = open(system.settings().config(), database);
        system.classicSystem().registerOnTermination(blobs::close);
        return blobs;
    }

    /** @param root the whole configuration */
    static DatabaseBlobs open(Config root, Database database) {
        Config config = root.getConfig("hyperspace.blob");
        return new DatabaseBlobs(
                database,
                new BlobRows(Math.toIntExact(config.getBytes("chunk-size"))),
                BlobCache.open(database.data().resolve(CACHE_FOLDER), config.getBytes("cache-size")),
                new WorkQueue("blob", config.getInt("threads"), config.getInt("queue")),
                config.getBytes("max-size"));
    }

    @Override
    public CompletionStage<Digest> put(byte[] bytes) {
        if (bytes.length > maxSize) {
            return CompletableFuture.failedFuture(
                    Faults.tooLarge("the content", maxSize).toException());
        }
        return work.submit(() -> {
            Digest digest = Digest.of(bytes);
            store(digest, bytes);
            cache.put(digest, bytes);
            return digest;
        });
    }

    /** Someone else may store the same bytes at the same time: then theirs are as good. */
    private void store(Digest digest, byte[] bytes) throws SQLException {
        try {
            database.transaction(connection -> {
                if (!BlobRows.isThere(connection, digest)) {
                    rows.insert(connection, digest, bytes);
                }
                return digest;
            });
        } catch (SQLException e) {
            if (!database.transaction(connection -> BlobRows.isThere(connection, digest))) {
                throw e;
            }
        }
    }

    @Override
    public CompletionStage<byte[]> get(Digest digest) {
        return work.submit(() -> {
            byte[] cached = cache.get(digest);
            return cached == null ? fetch(digest) : cached;
        });
    }

    private byte[] fetch(Digest digest) throws SQLException {
        byte[] bytes = database.transaction(connection -> {
            byte[] read = BlobRows.read(connection, digest);
            if (read == null) {
                throw BlobFaults.noSuchBlob(digest.hex()).toException();
            }
            return read;
        });
        if (!Digest.of(bytes).equals(digest)) {
            throw BlobFaults.damaged(digest.hex()).toException();
        }
        cache.put(digest, bytes);
        return bytes;
    }

    @Override
    public void close() {
        work.close();
    }
}
