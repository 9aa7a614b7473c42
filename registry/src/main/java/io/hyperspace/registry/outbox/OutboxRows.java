package io.hyperspace.registry.outbox;

import io.hyperspace.provision.Outbox.Entry;
import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.database.Dialect;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.WaveId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waves as rows. All methods block. */
final class OutboxRows {

    private static final String H2_INSERT =
            "MERGE INTO outbox (wave, star, target, deadline, bytes) KEY (star, wave) VALUES (?, ?, ?, ?, ?)";
    private static final String POSTGRES_INSERT =
            "INSERT INTO outbox (wave, star, target, deadline, bytes) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String DELETE = "DELETE FROM outbox WHERE star = ? AND wave = ANY(?)";
    /** The first of a page that together have so many bytes; a large one, too, if it is the first. */
    private static final String SELECT = """
            SELECT wave, target, deadline, bytes FROM (
                SELECT wave, target, deadline, bytes,
                    SUM(OCTET_LENGTH(bytes)) OVER (ORDER BY wave) - OCTET_LENGTH(bytes) AS ahead
                FROM (SELECT wave, target, deadline, bytes FROM outbox
                    WHERE star = ? AND wave > ? ORDER BY wave LIMIT ?) AS page) AS sized
            WHERE ahead < ? ORDER BY wave""";

    private final Database database;

    /** A wave, and whose it is. */
    record Row(StarKey star, Entry entry) {
        int size() {
            return entry.bytes().length;
        }
    }

    OutboxRows(Database database) {
        this.database = database;
    }

    /** Stores all or none; those that are there already stay as they are. */
    void insert(List<Row> rows) throws SQLException {
        String sql = database.dialect() == Dialect.H2 ? H2_INSERT : POSTGRES_INSERT;
        database.transaction(connection -> {
            database.fence().pass(connection);
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                for (Row row : rows) {
                    insert.setString(1, row.entry().wave().toString());
                    insert.setString(2, row.star().toString());
                    insert.setString(3, row.entry().target().toString());
                    insert.setLong(4, row.entry().deadline());
                    insert.setBytes(5, row.entry().bytes());
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        });
    }

    void delete(StarKey star, List<WaveId> waves) throws SQLException {
        database.transaction(connection -> {
            database.fence().pass(connection);
            Array ids = connection.createArrayOf(
                    "varchar", waves.stream().map(WaveId::toString).toArray());
            try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                delete.setString(1, star.toString());
                delete.setArray(2, ids);
                return delete.executeUpdate();
            } finally {
                ids.free();
            }
        });
    }

    List<Entry> page(StarKey star, @Nullable WaveId after, int limit, long size) throws SQLException {
        return database.transaction(connection -> page(connection, star, after, limit, size));
    }

    private static List<Entry> page(Connection connection, StarKey star, @Nullable WaveId after, int limit, long size)
            throws SQLException {
        List<Entry> page = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, star.toString());
            select.setString(2, after == null ? "" : after.toString());
            select.setInt(3, limit);
            select.setLong(4, size);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    page.add(new Entry(
                            WaveId.parse(rows.getString(1)),
                            Point.parse(rows.getString(2)),
                            rows.getLong(3),
                            rows.getBytes(4)));
                }
            }
        }
        return page;
    }
}
