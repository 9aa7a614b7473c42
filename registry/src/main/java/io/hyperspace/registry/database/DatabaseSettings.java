package io.hyperspace.registry.database;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;

/** What the configuration says about the database. */
record DatabaseSettings(
        String machine,
        Path data,
        String url,
        String user,
        String password,
        int writeThreads,
        int queryThreads,
        int replayThreads,
        int blobThreads,
        int queue,
        Duration connectionTimeout) {

    /** Beside those of the threads: one for the lock of a first start and one for checks. */
    private static final int SPARE_CONNECTIONS = 2;

    static DatabaseSettings from(Config root) {
        Config hyperspace = root.getConfig("hyperspace");
        Config database = hyperspace.getConfig("database");
        return new DatabaseSettings(
                hyperspace.getString("machine.name"),
                Path.of(hyperspace.getString("data")).toAbsolutePath().normalize(),
                database.getString("url"),
                database.getString("user"),
                database.getString("password"),
                database.getInt("write-threads"),
                database.getInt("query-threads"),
                database.getInt("replay-threads"),
                hyperspace.getInt("blob.threads"),
                database.getInt("queue"),
                database.getDuration("connection-timeout"));
    }

    boolean embedded() {
        return url.isEmpty();
    }

    /** Whether opening the database makes this Machine the only one that has it. */
    boolean ownsFile() {
        return jdbcUrl().startsWith("jdbc:h2:file:");
    }

    /** The file that H2 makes of {@link #jdbcUrl()} when it is embedded. */
    Path file() {
        return data.resolve("database").resolve("hyperspace.mv.db");
    }

    String jdbcUrl() {
        if (!embedded()) {
            return url;
        }
        String base = data.resolve("database").resolve("hyperspace").toString().replace('\\', '/');
        return "jdbc:h2:file:" + base + ";FILE_LOCK=FS;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }

    /** So many that no thread ever waits for a connection. */
    int connections() {
        return writeThreads + queryThreads + replayThreads + blobThreads + SPARE_CONNECTIONS;
    }
}
