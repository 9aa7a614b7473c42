package io.hyperspace.registry.journal;

import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.directory.DirectoryEvent;
import io.hyperspace.registry.directory.DirectoryId;
import io.hyperspace.registry.index.IndexTables;
import io.hyperspace.registry.index.IndexWriter;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/**
 * Events as rows of the journal. The time of an event is that of its transaction, on the database's clock: it is the time of
 * its index rows too, so that these follow from the journal alone. All methods block.
 */
final class JournalRows implements JournalWriter.Rows {

    private static final String INSERT = "INSERT INTO \"event_journal\" (\"deleted\", \"persistence_id\","
            + " \"sequence_number\", \"writer\", \"write_timestamp\", \"adapter_manifest\", \"event_payload\","
            + " \"event_ser_id\", \"event_ser_manifest\", \"meta_payload\", \"meta_ser_id\", \"meta_ser_manifest\")"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String WRITER =
            "SELECT \"writer\" FROM \"event_journal\" WHERE \"persistence_id\" = ? AND \"sequence_number\" = ?";

    private final Database database;

    JournalRows(Database database) {
        this.database = database;
    }

    @Override
    public void store(List<PendingWrite> batch) throws SQLException {
        database.transaction(connection -> {
            long now = database.fence().pass(connection);
            IndexWriter index = new IndexWriter(IndexTables.LIVE);
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                for (PendingWrite write : batch) {
                    for (PendingWrite.Row row : write.rows()) {
                        bind(insert, row, now);
                        insert.addBatch();
                        index(index, row, now);
                    }
                }
                insert.executeBatch();
            }
            index.flush(connection);
            return batch.size();
        });
    }

    private static void bind(PreparedStatement insert, PendingWrite.Row row, long now) throws SQLException {
        insert.setBoolean(1, row.event().deleted());
        insert.setString(2, row.event().persistenceId());
        insert.setLong(3, row.event().sequenceNr());
        insert.setString(4, row.event().writerUuid());
        insert.setLong(5, now);
        insert.setString(6, row.event().manifest());
        insert.setBytes(7, row.payload().payload());
        insert.setInt(8, row.payload().serId());
        insert.setString(9, row.payload().serManifest());
        if (row.metadata() == null) {
            insert.setNull(10, Types.VARBINARY);
            insert.setNull(11, Types.INTEGER);
            insert.setNull(12, Types.VARCHAR);
        } else {
            insert.setBytes(10, row.metadata().payload());
            insert.setInt(11, row.metadata().serId());
            insert.setString(12, row.metadata().serManifest());
        }
    }

    private static void index(IndexWriter index, PendingWrite.Row row, long now) {
        if (row.event().payload() instanceof DirectoryEvent event) {
            index.add(DirectoryId.ofPersistenceId(row.event().persistenceId()), event, now);
        }
    }

    /**
     * All rows of a write are stored together, so the last tells of all. A commit whose connection broke may still be on
     * its way in the database; it is waited for, so that what is not seen then never comes.
     */
    @Override
    public boolean isStored(PendingWrite write) throws SQLException {
        PendingWrite.Row last = write.rows().get(write.rows().size() - 1);
        return database.transaction(connection -> {
            database.fence().await(connection);
            try (PreparedStatement select = connection.prepareStatement(WRITER)) {
                select.setString(1, last.event().persistenceId());
                select.setLong(2, last.event().sequenceNr());
                try (ResultSet row = select.executeQuery()) {
                    return row.next() && row.getString(1).equals(last.event().writerUuid());
                }
            }
        });
    }
}
