package io.hyperspace.registry.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs work as one transaction and tells a failed commit from everything else. */
final class Transactions {

    private Transactions() {}

    static <T> T run(DataSource source, SqlWork<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            T result = attempt(connection, work);
            commit(connection);
            return result;
        }
    }

    private static <T> T attempt(Connection connection, SqlWork<T> work) throws SQLException {
        try {
            return work.with(connection);
        } catch (SQLException | RuntimeException | Error e) {
            undo(connection, e);
            throw e;
        }
    }

    /** A connection that cannot roll back is thrown away by the pool, which ends its transaction just as well. */
    private static void undo(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static void commit(Connection connection) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new CommitException(e);
        }
    }
}
