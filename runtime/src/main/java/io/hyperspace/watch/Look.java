package io.hyperspace.watch;

import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import org.jspecify.annotations.Nullable;

/**
 * What a watcher saw of a point.
 *
 * @param point where it looked
 * @param arrived whether word came that a particle came to be there
 * @param record what is there and picked, and may be seen; null otherwise
 * @param readable whether its properties may be seen
 * @param mayKnow whether the watcher may know that nothing is there
 * @param failed whether it could not be seen now how it is
 */
record Look(
        Point point,
        boolean arrived,
        @Nullable ParticleRecord record,
        boolean readable,
        boolean mayKnow,
        boolean failed) {

    static Look failed(Point point, boolean arrived) {
        return new Look(point, arrived, null, false, false, true);
    }
}
