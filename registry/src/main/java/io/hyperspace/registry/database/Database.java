package io.hyperspace.registry.database;

import com.typesafe.config.Config;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.id.Ulid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The database, open, migrated and owned by this Machine. It has one bounded pool, which the journal uses too. Open it
 * before the actor system starts and close it after the actor system has ended.
 *
 * <p>Invariant: of all rows in {@code machine}, those of earlier openings of an embedded file are fenced before this
 * Machine's row is there.
 */
public final class Database implements AutoCloseable {

    private static final int H2_ALREADY_OPEN = 90020;
    /** H2 lets one JVM open a file several times over; a Machine must not. */
    private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private final DatabaseSettings settings;
    private final Dialect dialect;
    private final HikariDataSource pool;
    private final Ulid machine;
    private final WorkQueue writes;
    private final WorkQueue queries;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Database(DatabaseSettings settings, Dialect dialect, HikariDataSource pool) {
        this.settings = settings;
        this.dialect = dialect;
        this.pool = pool;
        this.machine = Ulid.next();
        this.writes = new WorkQueue("journal", settings.writeThreads(), settings.queue());
        this.queries = new WorkQueue("database", settings.queryThreads(), settings.queue());
    }

    /**
     * Opens the database that the configuration names, brings its tables up to date and enters this Machine. Blocks.
     *
     * @param root the whole configuration, with {@code hyperspace} in it
     * @throws HyperspaceException with status 503 when it cannot be opened, among other things because another Machine
     *     has the embedded file
     */
    public static Database open(Config root) {
        DatabaseSettings settings = DatabaseSettings.from(root);
        if (!settings.embedded()) {
            return connect(settings);
        }
        if (!OPEN_HERE.add(settings.file())) {
            throw DatabaseFaults.locked(settings.file()).toException();
        }
        try {
            Files.createDirectories(settings.file().getParent());
            return connect(settings);
        } catch (IOException e) {
            OPEN_HERE.remove(settings.file());
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            OPEN_HERE.remove(settings.file());
            throw e;
        }
    }

    private static Database connect(DatabaseSettings settings) {
        Dialect dialect = Dialect.of(settings.jdbcUrl());
        HikariDataSource pool = null;
        // Asks alone at first: a pool would log at length that the file is locked.
        try (Connection first = DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password())) {
            first.setReadOnly(true);
            pool = new HikariDataSource(pool(settings));
            Flyway.configure()
                    .dataSource(pool)
                    .locations(dialect.migrations())
                    .load()
                    .migrate();
            Database database = new Database(settings, dialect, pool);
            database.enter();
            return database;
        } catch (SQLException | RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            throw opening(settings, e);
        }
    }

    private static HikariConfig pool(DatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("hyperspace");
        config.setJdbcUrl(settings.jdbcUrl());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(settings.connections());
        config.setConnectionTimeout(settings.connectionTimeout().toMillis());
        return config;
    }

    private static RuntimeException opening(DatabaseSettings settings, Exception failure) {
        if (failure instanceof HyperspaceException ours) {
            return ours;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == H2_ALREADY_OPEN) {
                return new HyperspaceException(DatabaseFaults.locked(settings.file()), failure);
            }
        }
        if (failure instanceof FlywayException broken && !(broken.getCause() instanceof SQLException)) {
            return new IllegalStateException("the database could not be migrated", broken);
        }
        return new HyperspaceException(DatabaseFaults.unavailable(), failure);
    }

    /** Whoever has opened an embedded file is alone with it, so every earlier Machine is fenced. */
    private void enter() throws SQLException {
        transaction(connection -> {
            if (settings.ownsFile()) {
                try (PreparedStatement fence =
                        connection.prepareStatement("UPDATE machine SET fenced = TRUE WHERE fenced = FALSE")) {
                    fence.executeUpdate();
                }
            }
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO machine (incarnation, name) VALUES (?, ?)")) {
                insert.setString(1, machine.toString());
                insert.setString(2, settings.machine());
                insert.executeUpdate();
            }
            return machine;
        });
    }

    /** This opening's row in {@code machine}, which every write of the journal checks. */
    public Ulid machine() {
        return machine;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** The pool, for libraries that bring threads of their own. */
    public DataSource dataSource() {
        return pool;
    }

    /** How many threads the journal's own reads may use. */
    public int replayThreads() {
        return settings.replayThreads();
    }

    /** The folder that this Machine keeps its files in. */
    public Path data() {
        return settings.data();
    }

    /** Where the journal writes. */
    public WorkQueue writes() {
        return writes;
    }

    /** Does one piece of work with a connection, in a transaction of its own, on a thread for queries. */
    public <T> CompletionStage<T> query(SqlWork<T> work) {
        return queries.submit(() -> transaction(work));
    }

    /**
     * Does one piece of work with a connection as one transaction. Blocks.
     *
     * @throws CommitException when the commit itself failed, so that nobody knows whether it took place; after any other
     *     exception nothing is stored
     */
    public <T> T transaction(SqlWork<T> work) throws SQLException {
        return Transactions.run(pool, work);
    }

    /** What holds for the whole cluster. */
    public ClusterFacts facts() {
        return new ClusterFacts(this);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            writes.close();
            queries.close();
            pool.close();
            OPEN_HERE.remove(settings.file());
        }
    }
}
