package io.hyperspace.delivery;

import com.typesafe.config.ConfigFactory;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;
import java.util.List;

/** Waves and their answers, as the tests of this package need them. */
final class TestWaves {

    static final Point TARGET = Point.parse("test:echo");

    private TestWaves() {}

    /** The defaults, with some keys below {@code hyperspace.delivery} set. */
    static DeliverySettings settings(String overrides) {
        return DeliverySettings.of(ConfigFactory.parseString("hyperspace.delivery { " + overrides + " }")
                .withFallback(ConfigFactory.load())
                .getConfig("hyperspace"));
    }

    static Ping queued(long deadline) {
        return ping(Handling.QUEUED, deadline);
    }

    static Ping ping(Handling handling, long deadline) {
        return ping(Agent.HYPERUSER, handling, deadline);
    }

    static Ping ping(Agent agent, Handling handling, long deadline) {
        Head head = new Head(
                WaveId.next(),
                Point.ROOT,
                agent,
                Method.ext("Say"),
                "/",
                Headers.NONE,
                Substance.text("a"),
                handling,
                deadline,
                List.of());
        return new Ping(head, TARGET);
    }

    static Pong ok(Directed wave, String text) {
        return new Pong(WaveId.next(), wave.id(), TARGET, 200, Headers.NONE, Substance.text(text));
    }

    static Pong fault(Directed wave, Fault fault) {
        Reply reply = Reply.of(fault);
        return new Pong(WaveId.next(), wave.id(), TARGET, reply.status(), reply.headers(), reply.body());
    }
}
