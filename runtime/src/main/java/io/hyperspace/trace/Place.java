package io.hyperspace.trace;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import org.jspecify.annotations.Nullable;

/**
 * Where a record was left.
 *
 * @param machine the name of the Machine
 * @param star the star that is meant, where one is
 * @param point the particle that the wave is for; of one that was sent because of another, its sender
 */
public record Place(
        String machine, @Nullable StarKey star, @Nullable Point point) {}
