package io.hyperspace.star;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.hyperspace.lane.Carry;
import io.hyperspace.lane.Lane;
import io.hyperspace.lane.Mark;
import io.hyperspace.lane.Return;
import io.hyperspace.lane.TestLanes;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What goes back to lanes, and what has no lane to go back to. */
final class ReturnsTest {

    private static final ActorTestKit KIT = ActorTestKit.create(
            ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private final TestProbe<Lane.Command> lane = KIT.createTestProbe();
    private final Admissions admissions = new Admissions(64);
    private final Returns returns =
            new Returns(admissions.epoch(), 10, Duration.ofMillis(1), admissions::knows, carry -> carry, carry -> null);

    @Test
    void whatGoesBackIsSentAgainUntilTheLaneHasTakenIt() {
        admissions.greet(lane.getRef());

        returns.here(carry(1));
        returns.elsewhere(carry(2));
        returns.tick(System.nanoTime() + Duration.ofSeconds(1).toNanos());

        for (long turn : List.of(1L, 2L, 1L, 2L)) {
            assertThat(((Return.Back) lane.receiveMessage()).turn()).isEqualTo(turn);
        }
        assertThat(returns.areTaken()).isFalse();
        assertThat(returns.isDeparted(carry(3))).isTrue();
    }

    @Test
    void forALaneThatIsGoneNothingIsSentOrKept() {
        admissions.greet(lane.getRef());
        returns.here(carry(1));
        lane.receiveMessage();

        admissions.forget(lane.getRef());
        returns.forget(lane.getRef());
        returns.here(carry(2));
        returns.elsewhere(carry(3));
        returns.elsewhere(new Mark(lane.getRef(), 4, TestLanes.ECHO, 7));

        assertThat(returns.areTaken()).isTrue();
        assertThat(returns.isDeparted(carry(5))).isFalse();
        returns.tick(System.nanoTime() + Duration.ofSeconds(1).toNanos());
        lane.expectNoMessage();
    }

    private Carry carry(long number) {
        return new Carry(lane.getRef(), number, TestLanes.ping("a", TestLanes.ECHO), null);
    }
}
