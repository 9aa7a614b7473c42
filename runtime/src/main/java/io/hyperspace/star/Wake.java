package io.hyperspace.star;

import io.hyperspace.codec.Stored;
import io.hyperspace.lane.GravityCommand;
import io.hyperspace.lane.StarCommand;
import io.hyperspace.space.point.Point;

/**
 * Has a star start a particle that has come to live there and left memory at its last place. Lost words do no harm: its next
 * wave starts it too.
 */
public record Wake(Point point) implements StarCommand, GravityCommand, Stored {}
