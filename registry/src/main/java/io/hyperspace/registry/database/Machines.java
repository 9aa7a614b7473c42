package io.hyperspace.registry.database;

import io.hyperspace.space.id.Ulid;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * The Machines that may store something, as the database knows them. Its work has threads of its own, so that it never
 * waits behind queries.
 *
 * <p>Invariant: a Machine that is fenced fences nobody.
 */
public final class Machines {

    private final Database database;
    private final MachineTable table;
    private final Ulid self;
    private final Draining draining;
    private final WorkQueue queue;

    Machines(Database database, MachineTable table, Ulid self, Draining draining, WorkQueue queue) {
        this.database = database;
        this.table = table;
        this.self = self;
        this.draining = draining;
        this.queue = queue;
    }

    /** This Machine's row. */
    public Ulid self() {
        return self;
    }

    /** All rows that are not fenced, oldest first, this Machine's among them. */
    public CompletionStage<List<MachineRow>> unfenced() {
        return transaction(table::unfenced);
    }

    /**
     * The rows of all Machines that may still let waves in, oldest first: those that are not fenced, and those that are but
     * may not know it yet, for their lease lasts.
     */
    public CompletionStage<List<MachineRow>> acting() {
        return transaction(table::acting);
    }

    /**
     * Fences a Machine if its lease has run out. What it has in flight is waited for: it is stored before, or not at all.
     *
     * @return whether it is fenced now, by whomever
     */
    public CompletionStage<Boolean> fenceIfExpired(Ulid machine) {
        return transaction(connection -> {
            database.fence().pass(connection);
            return table.fenceIfExpired(connection, machine);
        });
    }

    /**
     * Fences a Machine that the cluster has downed, whether its lease lasts or not.
     *
     * @param address the address text of its actor system
     * @param uid the uid of its actor system
     * @return how many rows that are
     */
    public CompletionStage<Integer> fence(String address, long uid) {
        return transaction(connection -> {
            database.fence().pass(connection);
            return fence(connection, row -> row.uid() == uid && address.equals(row.address()));
        });
    }

    private int fence(Connection connection, Predicate<MachineRow> which) throws SQLException {
        int fenced = 0;
        for (MachineRow row : table.unfenced(connection)) {
            if (!row.incarnation().equals(self) && which.test(row)) {
                table.fence(connection, row.incarnation());
                fenced++;
            }
        }
        return fenced;
    }

    /**
     * Enters this Machine's address and decides, one Machine at a time, whom it is to join. Rows that have expired are
     * fenced, and so are those of whoever had this address before, for only one can listen there.
     *
     * @return the addresses of the live members; when there is none, this Machine is to found the cluster
     */
    public CompletionStage<List<String>> arrive(String address, long uid) {
        return queue.submit(() -> database.facts().locked(connection -> {
            database.fence().pass(connection);
            fenceExpired(connection);
            fence(connection, row -> address.equals(row.address()) && row.uid() != uid);
            List<String> members = table.unfenced(connection).stream()
                    .filter(row -> row.isMember() && !row.incarnation().equals(self))
                    .map(MachineRow::address)
                    .filter(Objects::nonNull)
                    .toList();
            table.arrive(connection, self, address, uid);
            if (members.isEmpty()) {
                table.belong(connection, self);
            }
            return members;
        }));
    }

    private void fenceExpired(Connection connection) throws SQLException {
        for (MachineRow row : table.unfenced(connection)) {
            if (!row.isLive()) {
                table.fenceIfExpired(connection, row.incarnation());
            }
        }
    }

    /** Refuses with 409 while another Machine may store something. Blocks. */
    void requireNone(Connection connection) throws SQLException {
        database.fence().pass(connection);
        fenceExpired(connection);
        for (MachineRow row : table.unfenced(connection)) {
            if (!row.incarnation().equals(self)) {
                throw DatabaseFaults.inUse(row.name()).toException();
            }
        }
    }

    /** This Machine was let in. */
    public CompletionStage<Boolean> belong() {
        return transaction(connection -> {
            database.fence().pass(connection);
            return table.belong(connection, self);
        });
    }

    /**
     * Says that a Machine is to hold no stars, or that it may again.
     *
     * @param name its name; 404 when no Machine has it that may store something
     */
    public CompletionStage<Void> drain(String name, boolean on) {
        return transaction(connection -> {
                    database.fence().pass(connection);
                    if (!table.drain(connection, name, on)) {
                        throw DatabaseFaults.noMachine(name).toException();
                    }
                    return table.draining(connection);
                })
                .thenAccept(draining::changed);
    }

    /** The addresses of the Machines that are to hold no stars, as heard when the lease was last renewed. */
    public Set<String> draining() {
        return draining.addresses();
    }

    private <T> CompletionStage<T> transaction(SqlWork<T> work) {
        return queue.submit(() -> database.transaction(work));
    }
}
