package io.hyperspace.registry.database;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where one database differs from another. */
public enum Dialect {
    /** H2: a file that one Machine owns, or a server or memory that several share. */
    H2(
            "jdbc:h2:",
            " FOR UPDATE",
            "CAST(FLOOR(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000) AS BIGINT)",
            "SET LOCK_TIMEOUT %1$d",
            null),
    /**
     * PostgreSQL. A key-share lock lets the lease be renewed, but not the row be fenced. Whoever stops in the middle of a
     * transaction, and with it its locks, is thrown out by the server.
     */
    POSTGRES(
            "jdbc:postgresql:",
            " FOR KEY SHARE",
            "CAST(FLOOR(EXTRACT(EPOCH FROM clock_timestamp()) * 1000) AS BIGINT)",
            "SET lock_timeout = %1$d; SET idle_in_transaction_session_timeout = %2$d",
            "SET LOCAL idle_in_transaction_session_timeout = %d");

    private final String prefix;
    private final String writeLock;
    private final String clock;
    private final String limits;
    private final @Nullable String patience;

    Dialect(String prefix, String writeLock, String clock, String limits, @Nullable String patience) {
        this.prefix = prefix;
        this.writeLock = writeLock;
        this.clock = clock;
        this.limits = limits;
        this.patience = patience;
    }

    static Dialect of(String url) {
        for (Dialect dialect : values()) {
            if (url.startsWith(dialect.prefix)) {
                return dialect;
            }
        }
        throw DatabaseFaults.unsupported(url).toException();
    }

    /** Where the migrations are. */
    String migrations() {
        return this == H2 ? "classpath:db/migration/h2" : "classpath:db/migration/postgresql";
    }

    /** What makes a select keep its row from being fenced until the transaction ends. */
    String writeLock() {
        return writeLock;
    }

    /** The database's clock as an expression: milliseconds since 1970. */
    String clock() {
        return clock;
    }

    /** What a new connection is told first: how long it may wait for a lock, and keep one in idleness. */
    String limits(Duration lockTimeout, Duration idle) {
        return limits.formatted(lockTimeout.toMillis(), idle.toMillis());
    }

    /** What lets one transaction be idle for longer, where idleness has a limit. */
    @Nullable String patience(Duration idle) {
        return patience == null ? null : patience.formatted(idle.toMillis());
    }
}
