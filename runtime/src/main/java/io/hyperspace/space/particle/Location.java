package io.hyperspace.space.particle;

import io.hyperspace.space.point.StarKey;

/**
 * Where a particle lives.
 *
 * @param star the star that holds it
 * @param epoch how often it was placed; from 1
 */
public record Location(StarKey star, long epoch) {}
