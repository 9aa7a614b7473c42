package io.hyperspace.registry.moving;

import io.hyperspace.provision.Memories.Left;
import io.hyperspace.provision.Memories.Waiting;
import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.database.Dialect;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Memory as rows. All methods block, and are called within a transaction. */
final class MemoryRows {

    private static final int MAX_REASON = 1024;
    private static final String COLUMNS = "(incarnation, star, point, epoch, kept, lost, bytes)";
    private static final String H2_UPSERT =
            "MERGE INTO moving_memory " + COLUMNS + " KEY (incarnation) VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String POSTGRES_UPSERT = "INSERT INTO moving_memory " + COLUMNS
            + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (incarnation) DO UPDATE SET star = EXCLUDED.star,"
            + " point = EXCLUDED.point, epoch = EXCLUDED.epoch, kept = EXCLUDED.kept, lost = EXCLUDED.lost,"
            + " bytes = EXCLUDED.bytes";
    private static final String SELECT =
            "SELECT point, epoch, lost, bytes FROM moving_memory WHERE incarnation = ? AND epoch <= ?";
    private static final String LOCK = SELECT + " FOR UPDATE";
    private static final String DELETE = "DELETE FROM moving_memory WHERE incarnation = ?";
    /** With the latest epoch that it can be from, so that an earlier move that comes late changes nothing. */
    private static final String FOLLOW =
            "UPDATE moving_memory SET star = ?, epoch = ? WHERE incarnation = ? AND epoch < ?";

    private static final String WAITING = "SELECT incarnation, point FROM moving_memory"
            + " WHERE star = ? AND incarnation > ? ORDER BY incarnation LIMIT ?";
    private static final String SWEEP = "DELETE FROM moving_memory WHERE incarnation IN"
            + " (SELECT incarnation FROM moving_memory WHERE kept < ? ORDER BY kept LIMIT ?)";

    private final Database database;

    MemoryRows(Database database) {
        this.database = database;
    }

    /** Whoever keeps something in the name of the life before has done so when this has changed the row, or never does. */
    boolean begin(Connection connection, StarKey star, Ulid life) throws SQLException {
        database.fence().pass(connection);
        try (PreparedStatement update = connection.prepareStatement("UPDATE star_life SET life = ? WHERE star = ?")) {
            update.setString(1, life.toString());
            update.setString(2, star.toString());
            if (update.executeUpdate() > 0) {
                return true;
            }
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO star_life (life, star) VALUES (?, ?)")) {
            insert.setString(1, life.toString());
            insert.setString(2, star.toString());
            insert.executeUpdate();
            return false;
        }
    }

    /** A row that is there says that the star's last life did not end in order. */
    int end(Connection connection, StarKey star, Ulid life) throws SQLException {
        database.fence().pass(connection);
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM star_life WHERE star = ? AND life = ?")) {
            delete.setString(1, star.toString());
            delete.setString(2, life.toString());
            return delete.executeUpdate();
        }
    }

    int keep(Connection connection, StarKey star, Ulid life, List<Left> some) throws SQLException {
        long now = database.fence().pass(connection);
        if (!life.toString().equals(lockedLife(connection, star))) {
            throw Fault.of(409, "E0784", "another life of star " + star + " has begun")
                    .toException();
        }
        String upsert = database.dialect() == Dialect.H2 ? H2_UPSERT : POSTGRES_UPSERT;
        try (PreparedStatement row = connection.prepareStatement(upsert)) {
            for (Left left : some) {
                row.setString(1, left.incarnation().toString());
                row.setString(2, star.toString());
                row.setString(3, left.point().toString());
                row.setLong(4, left.epoch());
                row.setLong(5, now);
                row.setString(6, shortened(left.lost()));
                row.setBytes(7, left.bytes());
                row.addBatch();
            }
            return row.executeBatch().length;
        }
    }

    private static @Nullable String shortened(@Nullable String reason) {
        return reason == null || reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
    }

    /** The lock keeps the next life from beginning until the transaction ends. */
    private static @Nullable String lockedLife(Connection connection, StarKey star) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT life FROM star_life WHERE star = ? FOR UPDATE")) {
            select.setString(1, star.toString());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    /**
     * Most particles that start have left nothing, so it is looked first, and locked only when there is something: what is
     * there may just be following its particle, which changes its epoch.
     */
    Optional<Left> take(Connection connection, Incarnation incarnation, long epoch) throws SQLException {
        if (read(connection, SELECT, incarnation, epoch) == null) {
            return Optional.empty();
        }
        database.fence().pass(connection);
        Left left = read(connection, LOCK, incarnation, epoch);
        if (left == null) {
            return Optional.empty();
        }
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setString(1, incarnation.toString());
            delete.executeUpdate();
        }
        return Optional.of(left);
    }

    private static @Nullable Left read(Connection connection, String sql, Incarnation incarnation, long epoch)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, incarnation.toString());
            select.setLong(2, epoch);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? new Left(
                                incarnation,
                                Point.parse(row.getString(1)),
                                row.getLong(2),
                                row.getBytes(4),
                                row.getString(3))
                        : null;
            }
        }
    }

    boolean follow(Connection connection, Incarnation incarnation, StarKey to, long epoch) throws SQLException {
        database.fence().pass(connection);
        try (PreparedStatement update = connection.prepareStatement(FOLLOW)) {
            update.setString(1, to.toString());
            update.setLong(2, epoch - 1);
            update.setString(3, incarnation.toString());
            update.setLong(4, epoch);
            return update.executeUpdate() > 0;
        }
    }

    List<Waiting> waiting(Connection connection, StarKey star, @Nullable Incarnation behind, int limit)
            throws SQLException {
        List<Waiting> waiting = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(WAITING)) {
            select.setString(1, star.toString());
            select.setString(2, behind == null ? "" : behind.toString());
            select.setInt(3, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    waiting.add(new Waiting(Incarnation.parse(row.getString(1)), Point.parse(row.getString(2))));
                }
            }
        }
        return waiting;
    }

    /** @return how many rows are gone */
    int sweep(Connection connection, long age, int most) throws SQLException {
        long now = database.fence().pass(connection);
        try (PreparedStatement delete = connection.prepareStatement(SWEEP)) {
            delete.setLong(1, now - age);
            delete.setInt(2, most);
            return delete.executeUpdate();
        }
    }
}
