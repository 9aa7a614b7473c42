package io.hyperspace.registry.database;

import com.typesafe.config.Config;
import com.zaxxer.hikari.HikariDataSource;
import io.hyperspace.secret.OwnerOnly;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.id.Ulid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database, open, migrated and entered by this Machine. It has one bounded pool, which the journal uses too. Open it
 * before the actor system starts and close it after the actor system has ended.
 *
 * <p>Invariants: of all rows in {@code machine}, those of earlier openings of an embedded file are fenced before this
 * Machine's row is there. A database that was closed has its row fenced, so nobody waits for its lease.
 */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final DatabaseSettings settings;
    private final Dialect dialect;
    private final HikariDataSource pool;
    private final Ulid machine = Ulid.next();
    private final MachineTable table;
    private final Draining draining = new Draining();
    private final MachineLease lease;
    private final Fence fence;
    private final WorkQueue writes;
    private final WorkQueue queries;
    private final WorkQueue machines;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Database(DatabaseSettings settings, HikariDataSource pool) throws SQLException {
        this.settings = settings;
        this.dialect = settings.dialect();
        this.pool = pool;
        this.table = new MachineTable(dialect);
        this.lease = enter();
        this.fence = new Fence(dialect, settings.ownsFile(), machine.toString(), lease);
        this.writes = new WorkQueue("journal", settings.writeThreads(), settings.queue());
        this.queries = new WorkQueue("database", settings.queryThreads(), settings.queue());
        this.machines = new WorkQueue("machines", settings.machine().threads(), settings.queue());
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
        OpenFiles.claim(settings.file());
        try {
            OwnerOnly.folder(settings.folder());
            return connect(settings);
        } catch (IOException e) {
            OpenFiles.release(settings.file());
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            OpenFiles.release(settings.file());
            throw e;
        }
    }

    /**
     * As {@link #open}, but makes no database where there is none. Blocks.
     *
     * @throws HyperspaceException with status 404 when there is none
     */
    public static Database openExisting(Config root) {
        DatabaseSettings settings = DatabaseSettings.from(root);
        if (settings.embedded() && !Files.exists(settings.file())) {
            throw DatabaseFaults.missing(settings.file()).toException();
        }
        return open(root);
    }

    private static Database connect(DatabaseSettings settings) {
        HikariDataSource pool = ConnectionPool.open(settings);
        try {
            return new Database(settings, pool);
        } catch (SQLException e) {
            pool.close();
            throw new HyperspaceException(DatabaseFaults.unavailable(), e);
        }
    }

    /** Whoever has opened an embedded file is alone with it, so every earlier Machine is fenced. */
    private MachineLease enter() throws SQLException {
        long sent = System.nanoTime();
        Transactions.run(pool, connection -> {
            if (settings.ownsFile()) {
                table.fenceAll(connection);
            }
            table.enter(connection, machine, settings.machine(), settings.ownsFile());
            return machine;
        });
        return settings.ownsFile()
                ? MachineLease.sole(settings.machine())
                : MachineLease.start(settings.machine(), this::renew, sent);
    }

    private boolean renew() throws SQLException {
        Duration length = settings.machine().lease();
        long before = draining.changes();
        return Transactions.run(pool, connection -> {
            // A server that is silent for longer has let the lease end; the pool takes the limit off again.
            if (dialect == Dialect.POSTGRES) {
                connection.setNetworkTimeout(Runnable::run, Math.toIntExact(length.toMillis() / 2));
            }
            boolean renewed = table.renew(connection, machine, length);
            draining.heard(before, table.draining(connection));
            return renewed;
        });
    }

    /** This opening's row in {@code machine}, which every write of the journal checks. */
    public Ulid machine() {
        return machine;
    }

    /** Whether this Machine may act on what it knows. */
    public MachineLease lease() {
        return lease;
    }

    /** What those are told who have a Machine that was taken for lost. */
    public static Fault fenced() {
        return DatabaseFaults.fenced();
    }

    /** What every transaction that stores something asks first. */
    public Fence fence() {
        return fence;
    }

    /** All Machines that may store something. */
    public Machines machines() {
        return new Machines(this, table, machine, draining, machines);
    }

    /** What only one Machine may have at a time. */
    public ClusterLeases leases() {
        return new ClusterLeases(this, machine, machines);
    }

    public Dialect dialect() {
        return dialect;
    }

    Duration lockTimeout() {
        return settings.lockTimeout();
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

    /**
     * Does one piece of work with a connection, in a transaction of its own, on a thread for queries. A database that is
     * silent for too long is 503.
     */
    public <T> CompletionStage<T> query(SqlWork<T> work) {
        return queries.submit(() -> transaction(work), settings.queryTimeout());
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

    /**
     * Does work that may take long in one transaction, while no Machine has this database and none can start. Blocks.
     *
     * @throws HyperspaceException with status 409 while a Machine has it
     */
    public <T> T alone(SqlWork<T> work) {
        return facts().locked(connection -> {
            machines().requireNone(connection);
            if (dialect == Dialect.POSTGRES) {
                connection.setNetworkTimeout(Runnable::run, 0);
            }
            return work.with(connection);
        });
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
            machines.close();
            lease.close();
            leave();
            pool.close();
            OpenFiles.release(settings.file());
        }
    }

    private void leave() {
        try {
            transaction(connection -> table.leave(connection, machine));
        } catch (SQLException e) {
            LOG.warn("this Machine's row could not be fenced; others wait until its lease ends: {}", e.toString());
        }
    }
}
