package io.hyperspace.drivers.global;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import org.junit.jupiter.api.Test;

/** Who may run a command while others do. */
final class SeatsTest {

    private static final Agent ANN = Agent.of(Point.parse("users:ann"));
    private static final Agent BOB = Agent.of(Point.parse("users:bob"));
    private static final Agent CARL = Agent.of(Point.parse("users:carl"));

    private final Seats seats = new Seats(5, 3);

    private int take(Agent agent, int times) {
        int taken = 0;
        for (int i = 0; i < times; i++) {
            Fault fault = seats.take(agent);
            if (fault == null) {
                taken++;
            } else {
                assertThat(fault.status()).isEqualTo(429);
            }
        }
        return taken;
    }

    @Test
    void nobodyHasMoreThanAShare() {
        assertThat(take(ANN, 10)).isEqualTo(3);
        assertThat(take(BOB, 10)).isEqualTo(2);
        assertThat(take(CARL, 1)).isZero();

        seats.free(ANN);

        assertThat(take(ANN, 1)).isEqualTo(1);
        assertThat(take(CARL, 1)).isZero();
        seats.free(BOB);
        assertThat(take(CARL, 1)).isEqualTo(1);
    }

    @Test
    void theHyperuserHasSeatsThatNobodyElseTakes() {
        take(ANN, 3);
        take(BOB, 3);

        assertThat(take(Agent.HYPERUSER, 100)).isEqualTo(5);
        seats.free(Agent.HYPERUSER);
        assertThat(take(CARL, 1)).isZero();
        assertThat(take(Agent.HYPERUSER, 2)).isEqualTo(1);
    }
}
