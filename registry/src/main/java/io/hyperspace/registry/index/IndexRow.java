package io.hyperspace.registry.index;

import io.hyperspace.registry.directory.DirectoryId;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;

/**
 * What the index knows of a particle.
 *
 * @param heldBy the directory that holds its record
 * @param wide whether its own children are spread over buckets
 */
public record IndexRow(
        Point point, Incarnation incarnation, DirectoryId heldBy, Kind kind, Agent owner, Status status, boolean wide) {

    static final String COLUMNS = "point, incarnation, directory, kind, owner, status, wide";

    public Stub stub() {
        return new Stub(point, kind, status);
    }
}
