package io.hyperspace.space.wave;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;

/** The one answer to a {@link Ping}. */
public record Pong(WaveId id, WaveId of, Point from, int status, Headers headers, Substance body)
        implements Reflected {}
