package io.hyperspace.registry.database;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
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
     * A fact that has become another.
     *
     * @param before what it was; null when there was none
     * @param now what it is
     */
    public record Change(String name, @Nullable String before, String now) {}

    /**
     * Stores facts in the place of those that are there, all or none, while no Machine has the database. Blocks.
     *
     * @param wanted value by name
     * @param refusal why something cannot become something else; null when it can
     * @return what differed, by name
     * @throws HyperspaceException with the first refusal, or with status 409 while a Machine has the database
     */
    public List<Change> replace(Map<String, String> wanted, Function<Change, @Nullable Fault> refusal) {
        return database.alone(connection -> {
            List<Change> changes = new ArrayList<>();
            for (Map.Entry<String, String> fact : new TreeMap<>(wanted).entrySet()) {
                Change change = new Change(fact.getKey(), stored(connection, fact.getKey()), fact.getValue());
                if (change.now().equals(change.before())) {
                    continue;
                }
                Fault refused = refusal.apply(change);
                if (refused != null) {
                    throw refused.toException();
                }
                store(connection, change);
                changes.add(change);
            }
            return changes;
        });
    }

    private static void store(Connection connection, Change change) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM cluster_fact WHERE name = ?")) {
            delete.setString(1, change.name());
            delete.executeUpdate();
        }
        settle(connection, change.name(), change.now());
    }

    /**
     * The fact with a name, which whoever comes first makes. Blocks.
     *
     * @param made gives the fact when there is none yet
     */
    public String settled(String name, Supplier<String> made) {
        return locked(connection -> {
            String stored = stored(connection, name);
            if (stored != null) {
                return stored;
            }
            String first = made.get();
            settle(connection, name, first);
            return first;
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
