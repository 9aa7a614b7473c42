package io.hyperspace.registry.database;

import java.sql.SQLException;

/** This Machine may no longer write: another has taken its place. */
public final class FencedException extends SQLException {
    public FencedException() {
        super("this Machine is fenced; it can store nothing");
    }
}
