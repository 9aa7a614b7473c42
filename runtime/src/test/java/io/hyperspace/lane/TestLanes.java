package io.hyperspace.lane;

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
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** What is at the ends of a lane, as the tests of lanes need it. */
public final class TestLanes {

    public static final Point ECHO = Point.parse("test:echo");

    /** The table of a lane on which nothing strays. */
    static final Lane.Table NO_TABLE = new Lane.Table() {
        @Override
        public void stray(Lane.Send send) {
            throw new AssertionError(send);
        }

        @Override
        public void flushed(Lane.Flush flush) {
            throw new AssertionError(flush);
        }
    };

    private TestLanes() {}

    /** A gravity that ends when it is knocked at. */
    static Behavior<GravityCommand> mortal() {
        return Behaviors.receive(GravityCommand.class)
                .onMessage(Knock.class, knock -> Behaviors.stopped())
                .onAnyMessage(message -> Behaviors.same())
                .build();
    }

    public static Ping ping(String text, Point target) {
        Head head = new Head(
                WaveId.next(),
                Point.ROOT,
                Agent.HYPERUSER,
                Method.ext("Say"),
                "/",
                Headers.NONE,
                Substance.text(text),
                Handling.IMMEDIATE,
                System.currentTimeMillis() + 60_000,
                List.of());
        return new Ping(head, target);
    }
}
