package io.hyperspace.registry.moving;

import com.typesafe.config.Config;
import io.hyperspace.provision.Memories;
import io.hyperspace.registry.database.Database;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.StarKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory of particles that move, in the database, where it is whichever Machine is lost. What nobody has taken after
 * {@code state-keep} is removed by any Machine.
 */
public final class DatabaseMemories implements Memories {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseMemories.class);

    private final Database database;
    private final MemoryRows rows;
    private final Duration keep;
    private final int batch;

    private DatabaseMemories(Database database, Config move) {
        this.database = database;
        this.rows = new MemoryRows(database);
        this.keep = move.getDuration("state-keep");
        this.batch = move.getInt("sweep-batch");
    }

    /** Opens it, and sweeps until the actor system ends. */
    public static DatabaseMemories open(ActorSystem<?> system, Database database) {
        Config move = system.settings().config().getConfig("hyperspace.move");
        DatabaseMemories memories = new DatabaseMemories(database, move);
        Duration every = move.getDuration("sweep-interval");
        system.scheduler().scheduleWithFixedDelay(every, every, memories::sweepAll, system.executionContext());
        return memories;
    }

    /** @param root the whole configuration */
    static DatabaseMemories open(Config root, Database database) {
        return new DatabaseMemories(database, root.getConfig("hyperspace.move"));
    }

    @Override
    public CompletionStage<Boolean> begin(StarKey star, Ulid life) {
        return database.query(connection -> rows.begin(connection, star, life));
    }

    @Override
    public CompletionStage<Void> end(StarKey star, Ulid life) {
        return database.query(connection -> rows.end(connection, star, life)).thenAccept(done -> {});
    }

    @Override
    public CompletionStage<Void> keep(StarKey star, Ulid life, List<Left> some) {
        return database.query(connection -> rows.keep(connection, star, life, some))
                .thenAccept(done -> {});
    }

    @Override
    public CompletionStage<Optional<Left>> take(Incarnation incarnation, long epoch) {
        return database.query(connection -> rows.take(connection, incarnation, epoch));
    }

    @Override
    public CompletionStage<Boolean> follow(Incarnation incarnation, StarKey to, long epoch) {
        return database.query(connection -> rows.follow(connection, incarnation, to, epoch));
    }

    @Override
    public CompletionStage<List<Waiting>> waiting(StarKey star, @Nullable Incarnation behind, int limit) {
        return database.query(connection -> rows.waiting(connection, star, behind, limit));
    }

    private void sweepAll() {
        sweep().whenComplete((gone, failure) -> {
            if (failure != null) {
                LOG.warn("memory that nobody has taken could not be removed; it is tried again", failure);
            } else if (gone > 0) {
                LOG.warn("the memory of {} particles is lost: they did not start within {} of moving", gone, keep);
                sweepAll();
            }
        });
    }

    /** @return how many are gone */
    CompletionStage<Integer> sweep() {
        return database.query(connection -> rows.sweep(connection, keep.toMillis(), batch));
    }
}
