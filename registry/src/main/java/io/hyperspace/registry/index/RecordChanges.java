package io.hyperspace.registry.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Changes of the index of records that one transaction makes together: rows that were open are closed, and rows are
 * added.
 */
final class RecordChanges {

    private static final int ROWS_A_QUERY = 256;

    private final String table;
    /** The open rows, by incarnation: those of the table and those that are being added. */
    private final Map<String, RecordRow> open = new HashMap<>();
    /** Rows to add that are closed already, in order. */
    private final List<RecordRow> passed = new ArrayList<>();
    /** Rows of the table that end, by incarnation: at most one of each is open. */
    private final Map<String, RecordRow> ended = new LinkedHashMap<>();
    /** Which of the open rows are to be added. */
    private final Map<String, RecordRow> added = new LinkedHashMap<>();

    RecordChanges(String table) {
        this.table = table;
    }

    /** Reads the open rows of these incarnations. */
    void read(Connection connection, Collection<String> incarnations) throws SQLException {
        Iterator<String> rest = incarnations.iterator();
        while (rest.hasNext()) {
            List<String> chunk = new ArrayList<>();
            while (rest.hasNext() && chunk.size() < ROWS_A_QUERY) {
                chunk.add(rest.next());
            }
            readChunk(connection, chunk);
        }
    }

    private void readChunk(Connection connection, List<String> incarnations) throws SQLException {
        String places = "?, ".repeat(incarnations.size() - 1) + "?";
        try (PreparedStatement select = connection.prepareStatement("SELECT " + RecordRow.COLUMNS + " FROM " + table
                + " WHERE valid_to = ? AND incarnation IN (" + places + ")")) {
            select.setLong(1, Validity.OPEN);
            for (int i = 0; i < incarnations.size(); i++) {
                select.setString(i + 2, incarnations.get(i));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    RecordRow found = RecordRow.from(row);
                    open.put(found.incarnation(), found);
                }
            }
        }
    }

    void add(RecordRow row) {
        open.put(row.incarnation(), row);
        added.put(row.incarnation(), row);
    }

    /** Ends the open row and lets another follow it, unless the open row is as new as that or there is none. */
    void follow(String incarnation, long revision, long time, UnaryOperator<RecordRow> change) {
        RecordRow before = open.get(incarnation);
        if (before != null && before.revision() < revision) {
            RecordRow closed = end(before, time);
            add(change.apply(closed.next(revision)));
        }
    }

    /** Ends the open row for good, unless it is as new as that or there is none. */
    void end(String incarnation, long revision, long time) {
        RecordRow before = open.get(incarnation);
        if (before != null && before.revision() < revision) {
            end(before, time);
        }
    }

    /** A clock that was set back makes no row end before it began. */
    private RecordRow end(RecordRow row, long time) {
        RecordRow closed = row.until(Math.max(time, row.validFrom()));
        open.remove(row.incarnation());
        if (added.remove(row.incarnation()) != null) {
            passed.add(closed);
        } else {
            ended.put(row.incarnation(), closed);
        }
        return closed;
    }

    void flush(Connection connection) throws SQLException {
        if (!ended.isEmpty()) {
            try (PreparedStatement close = connection.prepareStatement(
                    "UPDATE " + table + " SET valid_to = ? WHERE incarnation = ? AND revision = ?")) {
                for (RecordRow row : ended.values()) {
                    close.setLong(1, row.validTo());
                    close.setString(2, row.incarnation());
                    close.setLong(3, row.revision());
                    close.addBatch();
                }
                close.executeBatch();
            }
        }
        List<RecordRow> inserts = new ArrayList<>(passed);
        inserts.addAll(added.values());
        if (!inserts.isEmpty()) {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO " + table + " (" + RecordRow.COLUMNS + ") VALUES (" + RecordRow.PLACES + ")")) {
                for (RecordRow row : inserts) {
                    row.bind(insert);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
    }
}
