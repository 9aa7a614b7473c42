package io.hyperspace.registry.select;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One walk through the index, in windows of points: a step deletes from one window what had ended by the cut-off, so many
 * rows at most, and goes on to the next window when nothing is left in this one. Rows that still hold are never touched.
 */
final class PurgeWalk {

    /**
     * A table of the index.
     *
     * @param place the column whose order the walk follows
     * @param key the columns that name a row
     */
    private record Table(String name, String place, List<String> key) {}

    private static final List<Table> TABLES = List.of(
            new Table("registry_record", "point", List.of("incarnation", "revision")),
            new Table("registry_grant", "anchor", List.of("id")));

    private final long cutOff;
    private final int rows;
    private int table;
    private String from = "";
    private @Nullable String to;

    /** @param cutOff rows that ended by then go, in milliseconds of the database's clock */
    PurgeWalk(long cutOff, int rows) {
        this.cutOff = cutOff;
        this.rows = rows;
    }

    boolean ended() {
        return table == TABLES.size();
    }

    /** Takes one step, and tells how many rows it deleted. */
    int step(Connection connection) throws SQLException {
        Table here = TABLES.get(table);
        if (to == null) {
            to = windowEnd(connection, here);
        }
        int deleted = to == null ? 0 : delete(connection, here, to);
        if (deleted < rows) {
            goOn();
        }
        return deleted;
    }

    private void goOn() {
        if (to == null) {
            table++;
            from = "";
        } else {
            from = to;
            to = null;
        }
    }

    /** The last point of the window, which is where its last row lies; null when nothing lies behind. */
    private @Nullable String windowEnd(Connection connection, Table here) throws SQLException {
        String sql = "SELECT MAX(place) FROM (SELECT " + here.place() + " AS place FROM " + here.name() + " WHERE "
                + here.place() + " > ? ORDER BY " + here.place() + " FETCH FIRST " + rows + " ROWS ONLY) part";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, from);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private int delete(Connection connection, Table here, String last) throws SQLException {
        String ended = "SELECT " + String.join(", ", here.key()) + " FROM " + here.name() + " WHERE " + here.place()
                + " > ? AND " + here.place() + " <= ? AND valid_to <= ? FETCH FIRST " + rows + " ROWS ONLY";
        String gone = "DELETE FROM " + here.name() + " WHERE " + String.join(" = ? AND ", here.key()) + " = ?";
        try (PreparedStatement select = connection.prepareStatement(ended);
                PreparedStatement delete = connection.prepareStatement(gone)) {
            select.setString(1, from);
            select.setString(2, last);
            select.setLong(3, cutOff);
            int found = 0;
            try (ResultSet row = select.executeQuery()) {
                for (; row.next(); found++) {
                    for (int column = 1; column <= here.key().size(); column++) {
                        delete.setObject(column, row.getObject(column));
                    }
                    delete.addBatch();
                }
            }
            delete.executeBatch();
            return found;
        }
    }
}
