package io.hyperspace.registry.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What every transaction that stores something asks first.
 *
 * <p>Invariant: a transaction that has passed it commits before this Machine's row is fenced, or not at all; one that
 * comes later does not pass. A file that one Machine owns needs no lock for that: only its next owner fences, and by then
 * no transaction of this one is running.
 */
public final class Fence {

    private final String select;
    private final boolean isSole;
    private final String machine;
    private final MachineLease lease;

    Fence(Dialect dialect, boolean ownsFile, String machine, MachineLease lease) {
        this.select = "SELECT fenced, " + dialect.clock() + " FROM machine WHERE incarnation = ?"
                + (ownsFile ? "" : dialect.writeLock());
        this.isSole = ownsFile;
        this.machine = machine;
        this.lease = lease;
    }

    /** @throws FencedException if this Machine knows already that it is fenced; asks no database */
    public void checkHere() throws FencedException {
        if (lease.isLost()) {
            throw new FencedException();
        }
    }

    /**
     * Blocks.
     *
     * @return the database's clock, in milliseconds since 1970: the time of whatever this transaction stores
     * @throws FencedException if this Machine is fenced
     */
    public long pass(Connection connection) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement(select)) {
            row.setString(1, machine);
            try (ResultSet found = row.executeQuery()) {
                if (!found.next() || found.getBoolean(1)) {
                    lease.lose();
                    throw new FencedException();
                }
                return found.getLong(2);
            }
        }
    }

    /**
     * Waits until each transaction of this Machine that has passed the fence has ended, also those whose connection is
     * gone. Blocks.
     */
    public void await(Connection connection) throws SQLException {
        if (isSole) {
            return;
        }
        try (PreparedStatement row =
                connection.prepareStatement("SELECT fenced FROM machine WHERE incarnation = ? FOR UPDATE")) {
            row.setString(1, machine);
            row.executeQuery().close();
        }
    }
}
