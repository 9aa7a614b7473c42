package io.hyperspace.registry.database;

import java.sql.SQLException;

/** A commit failed: what it was to store may or may not be stored. */
public final class CommitException extends SQLException {
    /** @param cause what the commit failed with */
    public CommitException(SQLException cause) {
        super("commit failed", cause.getSQLState(), cause.getErrorCode(), cause);
    }
}
