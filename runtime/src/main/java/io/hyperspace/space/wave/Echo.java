package io.hyperspace.space.wave;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;

/** One of the answers to a {@link Ripple}. */
public record Echo(WaveId id, WaveId of, Point from, int status, Headers headers, Substance body)
        implements Reflected {}
