package io.hyperspace.registry.database;

import io.hyperspace.space.id.Ulid;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The statements on the machine table. All block. */
final class MachineTable {

    /** When the lease of one ends who has the database for itself. */
    private static final long NEVER = Long.MAX_VALUE;

    private static final String FENCE = "UPDATE machine SET fenced = TRUE WHERE incarnation = ?";

    private final String clock;

    MachineTable(Dialect dialect) {
        this.clock = dialect.clock();
    }

    void enter(Connection connection, Ulid machine, MachineSettings settings, boolean sole) throws SQLException {
        String end = sole ? Long.toString(NEVER) : end(settings.lease());
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO machine (incarnation, name, lease_until) VALUES (?, ?, " + end + ")")) {
            insert.setString(1, machine.toString());
            insert.setString(2, settings.name());
            insert.executeUpdate();
        }
    }

    /** @return false when the row is fenced */
    boolean renew(Connection connection, Ulid machine, Duration lease) throws SQLException {
        return update(
                connection,
                "UPDATE machine SET lease_until = " + end(lease) + " WHERE incarnation = ? AND fenced = FALSE",
                machine);
    }

    private String end(Duration lease) {
        return clock + " + " + lease.toMillis();
    }

    void fenceAll(Connection connection) throws SQLException {
        try (PreparedStatement fence =
                connection.prepareStatement("UPDATE machine SET fenced = TRUE, lease_until = 0 WHERE fenced = FALSE")) {
            fence.executeUpdate();
        }
    }

    /** @return whether there is such a row */
    boolean fence(Connection connection, Ulid machine) throws SQLException {
        lock(connection, machine);
        return update(connection, FENCE, machine);
    }

    /**
     * Fences a row unless its lease still lasts. It waits for whatever the Machine has in flight.
     *
     * @return whether the row is fenced now
     */
    boolean fenceIfExpired(Connection connection, Ulid machine) throws SQLException {
        lock(connection, machine);
        update(connection, FENCE + " AND lease_until < " + clock, machine);
        try (PreparedStatement select =
                connection.prepareStatement("SELECT fenced FROM machine WHERE incarnation = ?")) {
            select.setString(1, machine.toString());
            try (ResultSet row = select.executeQuery()) {
                return !row.next() || row.getBoolean(1);
            }
        }
    }

    private static void lock(Connection connection, Ulid machine) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT fenced FROM machine WHERE incarnation = ? FOR UPDATE")) {
            lock.setString(1, machine.toString());
            lock.executeQuery().close();
        }
    }

    List<MachineRow> unfenced(Connection connection) throws SQLException {
        return rows(connection, "fenced = FALSE");
    }

    /** Also those that are fenced, for as long as they may believe that their lease lasts. */
    List<MachineRow> acting(Connection connection) throws SQLException {
        return rows(connection, "(fenced = FALSE OR lease_until >= " + clock + ")");
    }

    /** Fences a Machine that does nothing any more, and ends its lease. */
    boolean leave(Connection connection, Ulid machine) throws SQLException {
        return update(connection, "UPDATE machine SET fenced = TRUE, lease_until = 0 WHERE incarnation = ?", machine);
    }

    private List<MachineRow> rows(Connection connection, String which) throws SQLException {
        List<MachineRow> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT incarnation, name, address, uid, member," + " lease_until - " + clock
                                + ", draining FROM machine WHERE " + which + " ORDER BY incarnation");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rows.add(new MachineRow(
                        Ulid.parse(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getBoolean(5),
                        row.getLong(6),
                        row.getBoolean(7)));
            }
        }
        return rows;
    }

    void arrive(Connection connection, Ulid machine, String address, long uid) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE machine SET address = ?, uid = ? WHERE incarnation = ?")) {
            update.setString(1, address);
            update.setLong(2, uid);
            update.setString(3, machine.toString());
            update.executeUpdate();
        }
    }

    /** @return false when the row is fenced */
    boolean belong(Connection connection, Ulid machine) throws SQLException {
        return update(connection, "UPDATE machine SET member = TRUE WHERE incarnation = ? AND fenced = FALSE", machine);
    }

    /** @return whether there is a Machine of that name that is not fenced */
    boolean drain(Connection connection, String name, boolean on) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE machine SET draining = ? WHERE name = ? AND fenced = FALSE")) {
            update.setBoolean(1, on);
            update.setString(2, name);
            return update.executeUpdate() > 0;
        }
    }

    /** The addresses of the Machines that are to hold no stars. */
    Set<String> draining(Connection connection) throws SQLException {
        Set<String> addresses = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT address FROM machine WHERE draining = TRUE AND fenced = FALSE AND address IS NOT NULL");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                addresses.add(row.getString(1));
            }
        }
        return Set.copyOf(addresses);
    }

    private static boolean update(Connection connection, String sql, Ulid machine) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, machine.toString());
            return update.executeUpdate() > 0;
        }
    }
}
