package io.hyperspace.registry.database;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the configuration says about the database.
 *
 * @param driver the class of the JDBC driver; empty for the one that takes the URL
 * @param cache how many bytes of an embedded file are kept in memory at most
 */
record DatabaseSettings(
        MachineSettings machine,
        Path data,
        String url,
        String user,
        String password,
        String driver,
        long cache,
        int writeThreads,
        int queryThreads,
        int replayThreads,
        int blobThreads,
        int outboxThreads,
        int queue,
        Duration connectionTimeout,
        Duration queryTimeout,
        Duration lockTimeout,
        Duration socketTimeout) {

    /** Beside those of the threads: one for the lock of a first start, one for the lease and one for checks. */
    private static final int SPARE_CONNECTIONS = 3;

    /** What H2 counts its cache in. */
    private static final int KIBIBYTE = 1 << 10;

    static DatabaseSettings from(Config root) {
        Config hyperspace = root.getConfig("hyperspace");
        Config database = hyperspace.getConfig("database");
        Path data = Path.of(hyperspace.getString("data")).toAbsolutePath().normalize();
        String url = database.getString("url");
        return new DatabaseSettings(
                MachineSettings.from(hyperspace),
                data,
                url,
                database.getString("user"),
                DatabasePassword.of(database, data, url.isEmpty()),
                database.getString("driver"),
                database.getBytes("cache"),
                database.getInt("write-threads"),
                database.getInt("query-threads"),
                database.getInt("replay-threads"),
                hyperspace.getInt("blob.threads"),
                hyperspace.getInt("outbox.threads"),
                database.getInt("queue"),
                database.getDuration("connection-timeout"),
                database.getDuration("query-timeout"),
                database.getDuration("lock-timeout"),
                database.getDuration("socket-timeout"));
    }

    boolean embedded() {
        return url.isEmpty();
    }

    /** Whether opening the database makes this Machine the only one that has it. */
    boolean ownsFile() {
        return jdbcUrl().startsWith("jdbc:h2:file:");
    }

    /** The folder that the embedded file is in. */
    Path folder() {
        return data.resolve("database");
    }

    /** The file that H2 makes of {@link #jdbcUrl()} when it is embedded. */
    Path file() {
        return folder().resolve("hyperspace.mv.db");
    }

    String jdbcUrl() {
        if (!embedded()) {
            return url;
        }
        String base = folder().resolve("hyperspace").toString().replace('\\', '/');
        return "jdbc:h2:file:" + base + ";FILE_LOCK=FS;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE="
                + cache / KIBIBYTE;
    }

    Dialect dialect() {
        return Dialect.of(jdbcUrl());
    }

    /** So many that no thread ever waits for a connection. */
    int connections() {
        return writeThreads
                + queryThreads
                + replayThreads
                + blobThreads
                + outboxThreads
                + machine.threads()
                + SPARE_CONNECTIONS;
    }
}
