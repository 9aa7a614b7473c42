package io.hyperspace.registry.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import io.hyperspace.space.error.HyperspaceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** Opens the pool of connections that the whole Machine has, on a database whose tables are up to date. */
final class ConnectionPool {

    static final int H2_ALREADY_OPEN = 90020;

    /** How the SQL states of a wrong user or password begin. */
    private static final String UNAUTHORIZED = "28";

    private ConnectionPool() {}

    /**
     * Blocks. Machines of one JVM take turns, see {@link #migrate}.
     *
     * @throws HyperspaceException with status 503 when the database cannot be opened
     */
    static synchronized HikariDataSource open(DatabaseSettings settings) {
        HikariDataSource pool = null;
        // Asks alone at first: a pool would log at length that the file is locked.
        try (Connection first = single(settings)) {
            first.setReadOnly(true);
            pool = new HikariDataSource(config(settings));
            migrate(pool, settings.dialect());
            return pool;
        } catch (SQLException | RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            throw opening(settings, e);
        }
    }

    /**
     * Makes or changes the tables. PostgreSQL lets one at a time do so. In H2 no lock outlives the making of a table, so those
     * of one JVM take turns, and a server does it before it has clients.
     */
    static synchronized void migrate(DataSource source, Dialect dialect) {
        Flyway.configure()
                .dataSource(source)
                .locations(dialect.migrations())
                .load()
                .migrate();
    }

    private static Connection single(DatabaseSettings settings) throws SQLException {
        return new DriverDataSource(
                        settings.jdbcUrl(),
                        driver(settings),
                        properties(settings),
                        settings.user(),
                        settings.password())
                .getConnection();
    }

    private static @Nullable String driver(DatabaseSettings settings) {
        return settings.driver().isEmpty() ? null : settings.driver();
    }

    private static HikariConfig config(DatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("hyperspace");
        config.setJdbcUrl(settings.jdbcUrl());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        if (driver(settings) != null) {
            config.setDriverClassName(settings.driver());
        }
        config.setDataSourceProperties(properties(settings));
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(settings.connections());
        config.setConnectionTimeout(settings.connectionTimeout().toMillis());
        config.setConnectionInitSql(settings.dialect()
                .limits(settings.lockTimeout(), settings.machine().lease()));
        return config;
    }

    /** A server that does not answer is a failure after a while: without that, threads would wait for ever. */
    private static Properties properties(DatabaseSettings settings) {
        Properties properties = new Properties();
        if (settings.dialect() == Dialect.POSTGRES) {
            properties.setProperty(
                    "ApplicationName", "hyperspace " + settings.machine().name());
            properties.setProperty("reWriteBatchedInserts", "true");
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("connectTimeout", seconds(settings.connectionTimeout()));
            properties.setProperty("socketTimeout", seconds(settings.socketTimeout()));
        }
        return properties;
    }

    private static String seconds(Duration time) {
        return Long.toString(Math.max(1, time.toSeconds()));
    }

    /** Whether somebody was not let in for a wrong user or password. */
    static boolean isDenied(SQLException failure) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith(UNAUTHORIZED);
    }

    private static RuntimeException opening(DatabaseSettings settings, Exception failure) {
        if (failure instanceof HyperspaceException ours) {
            return ours;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == H2_ALREADY_OPEN) {
                return new HyperspaceException(DatabaseFaults.locked(settings.file()), failure);
            }
            if (cause instanceof SQLException sql && isDenied(sql)) {
                return new HyperspaceException(DatabaseFaults.denied(), failure);
            }
        }
        if (failure instanceof FlywayException broken && !(broken.getCause() instanceof SQLException)) {
            return new IllegalStateException("the database could not be migrated", broken);
        }
        return new HyperspaceException(DatabaseFaults.unavailable(), failure);
    }
}
