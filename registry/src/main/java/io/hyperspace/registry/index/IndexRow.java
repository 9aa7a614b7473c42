package io.hyperspace.registry.index;

import io.hyperspace.registry.directory.DirectoryId;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What the index knows of a particle.
 *
 * @param heldBy the directory that holds its record
 * @param wide whether its own children are spread over buckets
 */
public record IndexRow(
        Point point, Incarnation incarnation, DirectoryId heldBy, Kind kind, Agent owner, Status status, boolean wide) {

    static final String COLUMNS = "point, incarnation, directory, kind, owner, status, wide";

    static IndexRow from(ResultSet row) throws SQLException {
        return new IndexRow(
                Point.parse(row.getString(1)),
                Incarnation.parse(row.getString(2)),
                new DirectoryId(row.getString(3)),
                Kind.parse(row.getString(4)),
                Agent.parse(row.getString(5)),
                Status.of(row.getString(6)),
                row.getBoolean(7));
    }

    public Stub stub() {
        return new Stub(point, kind, status);
    }
}
