package io.hyperspace.registry.database;

import io.hyperspace.space.error.HyperspaceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Facts that hold for all Machines, such as how many stars of each kind there are: whoever comes first settles them. */
public final class ClusterFacts {

    private static final String LOCK = "SELECT fact FROM cluster_fact WHERE name = 'bootstrap' FOR UPDATE";

    private final Database database;

    ClusterFacts(Database database) {
        this.database = database;
    }

    /**
     * Stores the facts that are not there yet. Blocks.
     *
     * @param wanted value by name, such as {@code star.count.maelstrom}; a name has at most 255 characters
     * @throws HyperspaceException with status 503 when a stored fact is not the wanted one
     */
    public void settle(Map<String, String> wanted) {
        locked(connection -> {
            for (Map.Entry<String, String> fact : new TreeMap<>(wanted).entrySet()) {
                settle(connection, fact.getKey(), fact.getValue());
            }
            return wanted.size();
        });
    }

    /**
     * Does something that only one Machine may do at a time. Blocks; the work may use other connections meanwhile.
     */
    public <T> T locked(SqlWork<T> work) {
        try {
            return database.transaction(connection -> {
                bePatient(connection);
                try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
                    lock.executeQuery().close();
                }
                return work.with(connection);
            });
        } catch (SQLException e) {
            throw new HyperspaceException(DatabaseFaults.failed(), e);
        }
    }

    /** The one who holds the lock may be idle in the database while it does something elsewhere. */
    private void bePatient(Connection connection) throws SQLException {
        String patience = database.dialect().patience(database.lockTimeout().multipliedBy(2));
        if (patience != null) {
            try (Statement set = connection.createStatement()) {
                set.execute(patience);
            }
        }
    }

    private static void settle(Connection connection, String name, String wanted) throws SQLException {
        String stored = stored(connection, name);
        if (stored == null) {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO cluster_fact (name, fact) VALUES (?, ?)")) {
                insert.setString(1, name);
                insert.setString(2, wanted);
                insert.executeUpdate();
            }
        } else if (!stored.equals(wanted)) {
            throw DatabaseFaults.otherFacts(name, stored, wanted).toException();
        }
    }

    private static @Nullable String stored(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT fact FROM cluster_fact WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }
}
