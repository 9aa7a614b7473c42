package io.hyperspace.star;

import static io.hyperspace.star.FailureBudget.Failed.AGAIN;
import static io.hyperspace.star.FailureBudget.Failed.FIRST;
import static io.hyperspace.star.FailureBudget.Failed.TOO_OFTEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.particle.Incarnation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailureBudgetsTest {

    private static final Duration TIME = Duration.ofSeconds(10);
    private static final Incarnation ONE = Incarnation.next();
    private static final Incarnation OTHER = Incarnation.next();

    private final FailureBudgets budgets = new FailureBudgets(2, TIME);

    private static long at(int second) {
        return Long.MAX_VALUE - 5_000_000_000L + Duration.ofSeconds(second).toNanos();
    }

    @Test
    void aFailureTooManyWithinTheTimeSpendsTheBudgetOfItsParticleAlone() {
        assertThat(budgets.failedAt(ONE, at(0))).isEqualTo(FIRST);
        assertThat(budgets.failedAt(OTHER, at(1))).isEqualTo(FIRST);
        assertThat(budgets.failedAt(ONE, at(2))).isEqualTo(AGAIN);
        assertThat(budgets.failedAt(ONE, at(10))).isEqualTo(TOO_OFTEN);
        assertThat(budgets.failedAt(OTHER, at(10))).isEqualTo(AGAIN);
    }

    @Test
    void failuresThatLieFurtherBackThanTheTimeDoNotCount() {
        assertThat(budgets.failedAt(ONE, at(0))).isEqualTo(FIRST);
        assertThat(budgets.failedAt(ONE, at(9))).isEqualTo(AGAIN);
        assertThat(budgets.failedAt(ONE, at(11))).isEqualTo(AGAIN);
        assertThat(budgets.failedAt(ONE, at(12))).isEqualTo(TOO_OFTEN);
        assertThat(budgets.failedAt(ONE, at(40))).isEqualTo(FIRST);
    }

    @Test
    void aParticleWhoseBudgetIsSpentStartsWithANewOne() {
        for (int life = 0; life < 3; life++) {
            assertThat(budgets.failedAt(ONE, at(life))).isEqualTo(FIRST);
            assertThat(budgets.failedAt(ONE, at(life))).isEqualTo(AGAIN);
            assertThat(budgets.failedAt(ONE, at(life))).isEqualTo(TOO_OFTEN);
            assertThat(budgets.size()).isZero();
        }
    }

    @Test
    void particlesThatHaveNotFailedForTheTimeAreForgottenWhenAnotherFails() {
        for (int i = 0; i < 1_000; i++) {
            budgets.failedAt(Incarnation.next(), at(0));
        }
        budgets.failedAt(ONE, at(1));
        budgets.failedAt(OTHER, at(5));
        budgets.failedAt(ONE, at(9));
        assertThat(budgets.size()).isEqualTo(1_002);

        budgets.failedAt(Incarnation.next(), at(16));
        assertThat(budgets.size()).as("one, which failed again, and the last").isEqualTo(2);
    }

    @Test
    void particlesThatHaveNotFailedForTheTimeAreForgottenWhenNoOtherFails() {
        budgets.failedAt(ONE, at(0));
        budgets.forgetAt(at(10));
        assertThat(budgets.size()).isEqualTo(1);

        budgets.forgetAt(at(11));
        assertThat(budgets.size()).isZero();
    }
}
