package io.hyperspace.lane;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;

/** Pongs that the infrastructure answers itself. */
public final class Pongs {

    private Pongs() {}

    /** A fault in the name of the particle that a wave was for. */
    public static Pong of(Directed wave, Fault fault) {
        return of(wave.id(), Carry.targetOf(wave), fault);
    }

    /** A fault in the name of the particle that the ping was for. */
    public static Pong of(WaveId ping, Point target, Fault fault) {
        return new Pong(WaveId.next(), ping, target, fault.status(), Headers.NONE, new Substance.Err(fault));
    }
}
