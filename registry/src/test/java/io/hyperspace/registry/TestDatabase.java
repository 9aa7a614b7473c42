package io.hyperspace.registry;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The databases that tests run on. The system property {@code hyperspace.test.database} chooses one for a whole run. */
public enum TestDatabase {
    /** The embedded file, which one Machine has for itself. */
    FILE,
    /** H2 in memory, which several Machines share. */
    H2,
    /** A PostgreSQL of this JVM's own. */
    POSTGRES;

    private static final Map<Path, String> URLS = new ConcurrentHashMap<>();
    private static @Nullable EmbeddedPostgres server;

    /** What this run is on. */
    public static TestDatabase chosen() {
        return valueOf(System.getProperty("hyperspace.test.database", "file").toUpperCase(Locale.ROOT));
    }

    /** What this run is on, if several Machines can share it. */
    public static TestDatabase shared() {
        return chosen() == FILE ? H2 : chosen();
    }

    /** The URL of the database that belongs to a folder, empty for the embedded file; a new folder has a new database. */
    public String url(Path folder) {
        return switch (this) {
            case FILE -> "";
            case H2 ->
                URLS.computeIfAbsent(
                        folder.toAbsolutePath(), any -> "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            case POSTGRES -> URLS.computeIfAbsent(folder.toAbsolutePath(), any -> freshPostgres());
        };
    }

    /** The configuration for the database that belongs to a folder. */
    public String config(Path folder) {
        return credentials() + "hyperspace.database.url = \"" + url(folder) + "\"\n";
    }

    /** Who uses it. */
    public String credentials() {
        return this == POSTGRES ? "hyperspace.database { user = postgres, password = postgres }\n" : "";
    }

    private static synchronized String freshPostgres() {
        String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
        try {
            if (server == null) {
                server = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "400")
                        .setServerConfig("fsync", "off")
                        .start();
            }
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement create = connection.createStatement()) {
                create.execute("CREATE DATABASE " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name;
    }
}
