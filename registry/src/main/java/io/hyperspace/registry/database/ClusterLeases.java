package io.hyperspace.registry.database;

import io.hyperspace.space.id.Ulid;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Leases by name, each for one Machine at a time.
 *
 * <p>Invariants: while the owner's own lease lasts, it is not fenced and the time is not over, by the database's clock, no
 * other Machine gets the lease. A Machine that is fenced gets none. So the lease of a Machine that has died is free when
 * all else that it had is.
 */
public final class ClusterLeases {

    private record Held(String owner, boolean lasts) {}

    /** @param address null for a Machine that is not in the cluster yet */
    private record Holder(boolean mayAct, @Nullable String address) {}

    private final Database database;
    private final String clock;
    private final String self;
    private final WorkQueue queue;

    ClusterLeases(Database database, Ulid self, WorkQueue queue) {
        this.database = database;
        this.clock = database.dialect().clock();
        this.self = self.toString();
        this.queue = queue;
    }

    /**
     * Takes a lease, or takes it for longer.
     *
     * @param name at most 255 characters
     * @param hold after what time it is free again, whatever this Machine does
     * @param companions addresses of the Machines on this one's side: what one of them has, its side has, and whoever
     *     speaks for the side now takes it over
     * @return false when another Machine has it; fails with 503 when that could not be found out, or when this Machine is
     *     fenced
     */
    public CompletionStage<Boolean> acquire(String name, Duration hold, Set<String> companions) {
        return queue.submit(() -> database.transaction(connection -> {
            database.fence().pass(connection);
            Held held = held(connection, name);
            if (held != null && !held.owner().equals(self) && held.lasts()) {
                Holder holder = holder(connection, held.owner());
                boolean isOurs = holder.address() != null && companions.contains(holder.address());
                if (holder.mayAct() && !isOurs) {
                    return false;
                }
            }
            take(connection, name, hold, held == null);
            return true;
        }));
    }

    /** @return whether the lease is not this Machine's now */
    public CompletionStage<Boolean> release(String name) {
        return queue.submit(() -> database.transaction(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM cluster_lease WHERE name = ? AND owner = ?")) {
                delete.setString(1, name);
                delete.setString(2, self);
                delete.executeUpdate();
                return true;
            }
        }));
    }

    private @Nullable Held held(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT owner, held_until >= " + clock + " FROM cluster_lease WHERE name = ? FOR UPDATE")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new Held(row.getString(1), row.getBoolean(2)) : null;
            }
        }
    }

    private Holder holder(Connection connection, String machine) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT fenced = FALSE AND lease_until >= " + clock + ", address FROM machine WHERE incarnation = ?")) {
            select.setString(1, machine);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new Holder(row.getBoolean(1), row.getString(2)) : new Holder(false, null);
            }
        }
    }

    /** Of two that find no row only one can make it; the other fails, and finds it when it tries again. */
    private void take(Connection connection, String name, Duration hold, boolean first) throws SQLException {
        String until = clock + " + " + hold.toMillis();
        String sql = first
                ? "INSERT INTO cluster_lease (owner, held_until, name) VALUES (?, " + until + ", ?)"
                : "UPDATE cluster_lease SET owner = ?, held_until = " + until + " WHERE name = ?";
        try (PreparedStatement write = connection.prepareStatement(sql)) {
            write.setString(1, self);
            write.setString(2, name);
            write.executeUpdate();
        }
    }
}
