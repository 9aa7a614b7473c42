package io.hyperspace.registry.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs work as one transaction and tells a failed commit from everything else. */
final class Transactions {

    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    private Transactions() {}

    static <T> T run(DataSource source, SqlWork<T> work) throws SQLException {
        Connection connection = source.getConnection();
        try {
            connection.setAutoCommit(false);
            T result = attempt(connection, work);
            commit(connection);
            return result;
        } finally {
            giveBack(connection);
        }
    }

    /** A connection that cannot be given back says nothing of the transaction, which has ended by now. */
    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("a connection could not be closed", e);
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
