package io.hyperspace.registry.index;

import io.hyperspace.registry.directory.DirectoryEvent;
import io.hyperspace.registry.directory.DirectoryId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Builds the index again from the journal, beside the one that is there, and puts right what differs. All of it is one
 * transaction: it takes place as a whole or not at all. It keeps one page of events in memory.
 */
public final class IndexRebuild {

    private static final int EVENTS_A_PAGE = 500;
    private static final String PAGE =
            "SELECT \"ordering\", \"persistence_id\", \"write_timestamp\", \"event_payload\","
                    + " \"event_ser_id\", \"event_ser_manifest\" FROM \"event_journal\""
                    + " WHERE \"ordering\" > ? AND \"deleted\" = FALSE ORDER BY \"ordering\""
                    + " FETCH FIRST " + EVENTS_A_PAGE + " ROWS ONLY";

    /** Reads an event as it was stored. */
    public interface EventReader {
        DirectoryEvent read(byte[] payload, int serializer, String manifest);
    }

    /**
     * What a rebuild came to.
     *
     * @param events of how many events of directories the index was made
     * @param records how many rows of records it has
     * @param grants how many rows of grants it has
     * @param differing how many rows were missing, were too many or were not as they should be; now they are right
     */
    public record Outcome(long events, long records, long grants, long differing) {}

    private final Connection connection;
    private final EventReader reader;

    /** @param connection in the middle of a transaction, with which nobody else writes events */
    public IndexRebuild(Connection connection, EventReader reader) {
        this.connection = connection;
        this.reader = reader;
    }

    /** Blocks. */
    public Outcome run() throws SQLException {
        clear();
        long events = build();
        long differing = 0;
        for (TableRepair table : TableRepair.ALL) {
            differing += table.repair(connection);
        }
        Outcome outcome = new Outcome(
                events,
                TableRepair.count(connection, IndexTables.LIVE.records()),
                TableRepair.count(connection, IndexTables.LIVE.grants()),
                differing);
        clear();
        return outcome;
    }

    private void clear() throws SQLException {
        for (TableRepair table : TableRepair.ALL) {
            TableRepair.update(connection, "DELETE FROM " + table.rebuilt());
        }
    }

    private long build() throws SQLException {
        long events = 0;
        long last = Long.MIN_VALUE;
        IndexWriter writer = new IndexWriter(IndexTables.REBUILT);
        boolean isMore = true;
        while (isMore) {
            int rows = 0;
            try (PreparedStatement select = connection.prepareStatement(PAGE)) {
                select.setLong(1, last);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows++;
                        last = row.getLong(1);
                        events += add(writer, row);
                    }
                }
            }
            writer.flush(connection);
            isMore = rows == EVENTS_A_PAGE;
        }
        return events;
    }

    private int add(IndexWriter writer, ResultSet row) throws SQLException {
        String entity = row.getString(2);
        if (!DirectoryId.isDirectory(entity)) {
            return 0;
        }
        DirectoryEvent event = reader.read(row.getBytes(4), row.getInt(5), row.getString(6));
        writer.add(DirectoryId.ofPersistenceId(entity), event, row.getLong(3));
        return 1;
    }
}
