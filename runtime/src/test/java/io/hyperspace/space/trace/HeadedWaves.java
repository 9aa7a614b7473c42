package io.hyperspace.space.trace;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.WaveId;
import java.util.List;

/** Waves of which only the headers matter, as the tests of traces need them. */
public final class HeadedWaves {

    private HeadedWaves() {}

    public static Ping ping(Headers headers) {
        Head head = new Head(
                WaveId.next(),
                Point.parse("a:b"),
                Agent.HYPERUSER,
                Method.ext("Hello"),
                "/",
                headers,
                Substance.Empty.INSTANCE,
                Handling.IMMEDIATE,
                0,
                List.of());
        return new Ping(head, Point.parse("a:c"));
    }
}
