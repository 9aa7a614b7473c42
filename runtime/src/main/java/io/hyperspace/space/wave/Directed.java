package io.hyperspace.space.wave;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;

/** A wave that goes out to a target. */
public sealed interface Directed extends Wave permits Ping, Ripple, Signal {

    Head head();

    /** The same wave with another head. */
    Directed withHead(Head head);

    @Override
    default WaveId id() {
        return head().id();
    }

    default Point from() {
        return head().from();
    }

    default Agent agent() {
        return head().agent();
    }

    default Method method() {
        return head().method();
    }

    /** Path and query, starting with a slash; {@code /} when none was given. */
    default String uri() {
        return head().uri();
    }

    @Override
    default Headers headers() {
        return head().headers();
    }

    @Override
    default Substance body() {
        return head().body();
    }

    /** When the wave is no longer worth answering, in Unix milliseconds. */
    default long deadline() {
        return head().deadline();
    }
}
