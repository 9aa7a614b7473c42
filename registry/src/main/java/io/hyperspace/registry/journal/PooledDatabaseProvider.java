package io.hyperspace.registry.journal;

import com.typesafe.config.Config;
import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.database.DatabaseAccess;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.jdbc.db.SlickDatabase;
import org.apache.pekko.persistence.jdbc.db.SlickDatabaseProvider;
import scala.Option;
import slick.jdbc.H2Profile$;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;
import slick.jdbc.PostgresProfile$;
import slick.util.AsyncExecutor;

/**
 * Gives the journal, the snapshot store and the read journal one view of the Machine's pool, with as many threads as
 * connections. Pekko makes it by reflection. The pool belongs to {@link Database} and outlives the actor system.
 */
public final class PooledDatabaseProvider implements SlickDatabaseProvider {

    private static final int WAITING_READS = 10_000;

    private final ActorSystem system;
    private final Object lock = new Object();

    @org.jspecify.annotations.Nullable private SlickDatabase shared;

    public PooledDatabaseProvider(ActorSystem system) {
        this.system = system;
    }

    @Override
    public SlickDatabase database(Config config) {
        synchronized (lock) {
            if (shared == null) {
                shared = open(DatabaseAccess.of(system).database());
            }
            return shared;
        }
    }

    private SlickDatabase open(Database database) {
        int threads = database.replayThreads();
        AsyncExecutor executor = AsyncExecutor.apply("hyperspace-replay", threads, threads, WAITING_READS, threads);
        system.registerOnTermination(executor::close);
        JdbcProfile profile = profile(database);
        return new Shared(
                profile.backend()
                        .Database()
                        .forDataSource(database.dataSource(), Option.apply(threads), executor, false),
                profile);
    }

    private static JdbcProfile profile(Database database) {
        return switch (database.dialect()) {
            case H2 -> H2Profile$.MODULE$;
            case POSTGRES -> PostgresProfile$.MODULE$;
        };
    }

    private record Shared(JdbcBackend.JdbcDatabaseDef database, JdbcProfile profile) implements SlickDatabase {
        @Override
        public boolean allowShutdown() {
            return false;
        }
    }
}
