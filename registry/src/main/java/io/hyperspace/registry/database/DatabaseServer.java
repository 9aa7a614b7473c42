package io.hyperspace.registry.database;

import io.hyperspace.secret.OwnerOnly;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;

/**
 * An H2 server of this process's own, for several Machines on one computer while something is developed. It is the file
 * that an embedded Machine has in the same data folder, listens on loopback, and is as safe against the death of the
 * process; not against power loss, and not for more computers than one. It asks for the password in {@link #passwordFile},
 * which only the user may read whom it runs as.
 */
public final class DatabaseServer implements AutoCloseable {

    private static final String NAME = "hyperspace";

    private static final String USER = "sa";

    private final Path data;
    private final Path file;
    private final Server server;
    private final Connection kept;

    private DatabaseServer(Path data, Path file, Server server, Connection kept) {
        this.data = data;
        this.file = file;
        this.server = server;
        this.kept = kept;
    }

    /**
     * Starts it. Blocks.
     *
     * @param data the data folder
     * @param port the port; 0 for any free one
     * @throws HyperspaceException with status 503 when the file is in use or its password is not known, 409 when the port is
     *     in use
     */
    public static DatabaseServer start(Path data, int port) {
        // Read by H2 when a server starts: without it, every interface.
        System.setProperty("h2.bindAddress", "127.0.0.1");
        Path whole = data.toAbsolutePath().normalize();
        Path folder = whole.resolve("database");
        Path file = folder.resolve(NAME + ".mv.db");
        OpenFiles.claim(file);
        try {
            return serve(whole, folder, file, port);
        } catch (RuntimeException e) {
            OpenFiles.release(file);
            throw e;
        }
    }

    private static DatabaseServer serve(Path data, Path folder, Path file, int port) {
        Connection kept = open(data, folder);
        try {
            Server server = Server.createTcpServer(
                    "-tcpPort", Integer.toString(port), "-baseDir", folder.toString(), "-tcpDaemon");
            return new DatabaseServer(data, file, server.start(), kept);
        } catch (SQLException e) {
            close(kept);
            throw new HyperspaceException(DatabaseFaults.portInUse(port), e);
        }
    }

    /**
     * Makes the file and its tables when they are not there, and keeps it open with these settings for whoever comes through
     * the server.
     */
    private static Connection open(Path data, Path folder) {
        try {
            OwnerOnly.folder(folder);
            String base = folder.resolve(NAME).toString().replace('\\', '/');
            JdbcDataSource source = new JdbcDataSource();
            source.setURL("jdbc:h2:file:" + base + ";FILE_LOCK=FS;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
            source.setUser(USER);
            Connection kept = open(source, data);
            try {
                ConnectionPool.migrate(source, Dialect.H2);
                return kept;
            } catch (RuntimeException e) {
                close(kept);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new HyperspaceException(fault(folder, e), e);
        }
    }

    /**
     * A file that was never served has no password yet; it is given one before anybody can reach it. The password is on disk
     * before the file has it, and not before the file is this process's, or whoever has it now could not open it again.
     */
    private static Connection open(JdbcDataSource source, Path data) throws SQLException {
        if (DatabasePassword.isThere(data)) {
            source.setPassword(DatabasePassword.open(data).text());
            try {
                return source.getConnection();
            } catch (SQLException e) {
                if (!ConnectionPool.isDenied(e)) {
                    throw e;
                }
            }
        }
        Connection kept = source.getConnection(USER, "");
        try (Statement statement = kept.createStatement()) {
            String password = DatabasePassword.open(data).text();
            source.setPassword(password);
            // Letters, digits, '-' and '_' alone: nothing to quote.
            statement.execute("ALTER USER " + USER + " SET PASSWORD '" + password + "'");
            return kept;
        } catch (SQLException | RuntimeException e) {
            close(kept);
            throw e;
        }
    }

    private static Fault fault(Path folder, SQLException failure) {
        if (failure.getErrorCode() == ConnectionPool.H2_ALREADY_OPEN) {
            return DatabaseFaults.locked(folder.resolve(NAME + ".mv.db"));
        }
        return ConnectionPool.isDenied(failure) ? DatabaseFaults.denied() : DatabaseFaults.unavailable();
    }

    /** What Machines set {@code hyperspace.database.url} to. */
    public String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/" + NAME;
    }

    /** What they set {@code hyperspace.database.password-file} to: a file of its owner's alone, in the data folder. */
    public Path passwordFile() {
        return data.resolve(DatabasePassword.FILE);
    }

    @Override
    public void close() {
        server.stop();
        close(kept);
        OpenFiles.release(file);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the database could not be closed", e);
        }
    }
}
