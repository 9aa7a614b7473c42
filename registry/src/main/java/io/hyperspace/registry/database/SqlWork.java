package io.hyperspace.registry.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Something to do with a connection; it neither commits nor closes it. */
@FunctionalInterface
public interface SqlWork<T> {
    T with(Connection connection) throws SQLException;
}
