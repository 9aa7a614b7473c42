package io.hyperspace.registry.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes a table of the index equal to the one that was built beside it, touching only rows that differ.
 *
 * @param live the table that is asked
 * @param rebuilt the table that is right
 * @param columns all columns
 * @param key how many of them, from the first on, name a row
 */
record TableRepair(String live, String rebuilt, List<String> columns, int key) {

    static final List<TableRepair> ALL = List.of(
            of(IndexTables.LIVE.records(), IndexTables.REBUILT.records(), RecordRow.COLUMNS, 2),
            of(IndexTables.LIVE.grants(), IndexTables.REBUILT.grants(), GrantRow.COLUMNS, 1));

    private static TableRepair of(String live, String rebuilt, String columns, int key) {
        return new TableRepair(live, rebuilt, Arrays.asList(columns.split(", ")), key);
    }

    /** How many rows were missing, were too many or were not as they should be. Blocks. */
    long repair(Connection connection) throws SQLException {
        String sameKey = same(columns.subList(0, key));
        long surplus = number(
                connection,
                "SELECT COUNT(*) FROM " + live + " WHERE NOT EXISTS (SELECT 1 FROM " + rebuilt + " WHERE " + sameKey
                        + ")");
        update(
                connection,
                "DELETE FROM " + live + " WHERE NOT EXISTS (SELECT 1 FROM " + rebuilt + " WHERE " + same(columns)
                        + ")");
        String all = String.join(", ", columns);
        long added = update(
                connection,
                "INSERT INTO " + live + " (" + all + ") SELECT " + all + " FROM " + rebuilt
                        + " WHERE NOT EXISTS (SELECT 1 FROM " + live + " WHERE " + sameKey + ")");
        return surplus + added;
    }

    /** Keys are compared so that an index finds them, the rest so that nothing equals nothing. */
    private String same(List<String> compared) {
        return compared.stream()
                .map(column -> rebuilt + "." + column
                        + (columns.indexOf(column) < key ? " = " : " IS NOT DISTINCT FROM ") + live + "." + column)
                .collect(Collectors.joining(" AND "));
    }

    static long count(Connection connection, String table) throws SQLException {
        return number(connection, "SELECT COUNT(*) FROM " + table);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    static long update(Connection connection, String sql) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            return update.executeLargeUpdate();
        }
    }
}
