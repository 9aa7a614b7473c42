package io.hyperspace.delivery;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;

/** What is answered in a target's place. */
final class Answers {

    private static final int ACCEPTED = 202;

    private Answers() {}

    static Point targetOf(Directed wave) {
        if (wave instanceof Ping ping) {
            return ping.to();
        }
        if (wave instanceof Signal signal) {
            return signal.to();
        }
        throw new IllegalArgumentException("a ripple has no single target");
    }

    /** That a wave is on disk; it is answered later. */
    static Pong kept(Directed wave) {
        return new Pong(WaveId.next(), wave.id(), targetOf(wave), ACCEPTED, Headers.NONE, Substance.Empty.INSTANCE);
    }

    static Pong of(Directed wave, Fault fault) {
        return new Pong(
                WaveId.next(), wave.id(), targetOf(wave), fault.status(), Headers.NONE, new Substance.Err(fault));
    }
}
