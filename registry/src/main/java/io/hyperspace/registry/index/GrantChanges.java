package io.hyperspace.registry.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changes of the index of grants that one transaction makes together. */
final class GrantChanges {

    private final String table;
    private final Map<String, GrantRow> added = new LinkedHashMap<>();
    /** When grants of the table end, by id. */
    private final Map<String, Long> ended = new LinkedHashMap<>();
    /** When all grants of the table end that are anchored at a particle that is gone. */
    private final List<Gone> gone = new ArrayList<>();

    private record Gone(String anchor, String incarnation, long time) {}

    GrantChanges(String table) {
        this.table = table;
    }

    void add(GrantRow grant) {
        added.put(grant.id(), grant);
    }

    void end(String id, long time) {
        GrantRow fresh = added.get(id);
        if (fresh == null) {
            ended.put(id, time);
        } else {
            added.put(id, fresh.until(Math.max(time, fresh.validFrom())));
        }
    }

    /** Ends the grants that are anchored at a particle. */
    void endAll(String anchor, String incarnation, long time) {
        gone.add(new Gone(anchor, incarnation, time));
        for (GrantRow fresh : List.copyOf(added.values())) {
            if (fresh.incarnation().equals(incarnation)
                    && fresh.anchor().equals(anchor)
                    && fresh.validTo() == Validity.OPEN) {
                added.put(fresh.id(), fresh.until(Math.max(time, fresh.validFrom())));
            }
        }
    }

    void flush(Connection connection) throws SQLException {
        endGone(connection);
        if (!ended.isEmpty()) {
            try (PreparedStatement close = connection.prepareStatement("UPDATE " + table
                    + " SET valid_to = CASE WHEN valid_from > ? THEN valid_from ELSE ? END"
                    + " WHERE id = ? AND valid_to = ?")) {
                for (Map.Entry<String, Long> end : ended.entrySet()) {
                    close.setLong(1, end.getValue());
                    close.setLong(2, end.getValue());
                    close.setString(3, end.getKey());
                    close.setLong(4, Validity.OPEN);
                    close.addBatch();
                }
                close.executeBatch();
            }
        }
        if (!added.isEmpty()) {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO " + table + " (" + GrantRow.COLUMNS + ") VALUES (" + GrantRow.PLACES + ")")) {
                for (GrantRow grant : added.values()) {
                    grant.bind(insert);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
    }

    private void endGone(Connection connection) throws SQLException {
        if (gone.isEmpty()) {
            return;
        }
        try (PreparedStatement close = connection.prepareStatement("UPDATE " + table
                + " SET valid_to = CASE WHEN valid_from > ? THEN valid_from ELSE ? END"
                + " WHERE anchor = ? AND valid_to = ? AND incarnation = ?")) {
            for (Gone one : gone) {
                close.setLong(1, one.time());
                close.setLong(2, one.time());
                close.setString(3, one.anchor());
                close.setLong(4, Validity.OPEN);
                close.setString(5, one.incarnation());
                close.addBatch();
            }
            close.executeBatch();
        }
    }
}
