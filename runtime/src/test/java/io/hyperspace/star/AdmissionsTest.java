package io.hyperspace.star;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.hyperspace.lane.Carry;
import io.hyperspace.lane.Lane;
import io.hyperspace.lane.TestLanes;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class AdmissionsTest {

    private static final ActorTestKit KIT = ActorTestKit.create(
            ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private final TestProbe<Lane.Command> lane = KIT.createTestProbe();
    private final Admissions admissions = new Admissions(2);

    @Test
    void eachNumberIsAdmittedOnce() {
        assertThat(admissions.admit(carry(1))).isTrue();
        assertThat(admissions.admit(carry(1))).isFalse();
        assertThat(admissions.admit(carry(2))).isTrue();
        assertThat(admissions.admit(carry(1))).isFalse();
    }

    @Test
    void aWaveAfterOnesThatAreMissingIsNotAdmittedNorAcknowledged() {
        assertThat(admissions.admit(carry(1))).isTrue();
        assertThat(admissions.admit(carry(3))).isFalse();

        admissions.acknowledgeAll();

        assertThat(lane.receiveMessage()).isEqualTo(new Lane.Admitted(admissions.epoch(), 1));
        assertThat(admissions.admit(carry(2))).isTrue();
    }

    @Test
    void anAcknowledgementCoversAllBeforeIt() {
        admissions.admit(carry(1));
        admissions.admit(carry(2));
        admissions.admit(carry(3));

        assertThat(lane.receiveMessage()).isEqualTo(new Lane.Admitted(admissions.epoch(), 2));
        lane.expectNoMessage();
    }

    @Test
    void whatComesASecondTimeIsAcknowledgedASecondTime() {
        admissions.admit(carry(1));
        admissions.acknowledgeAll();
        lane.receiveMessage();

        assertThat(admissions.admit(carry(1))).isFalse();
        admissions.acknowledgeAll();

        assertThat(lane.receiveMessage()).isEqualTo(new Lane.Admitted(admissions.epoch(), 1));
    }

    @Test
    void aLaterLifeHasAHigherEpoch() {
        assertThat(new Admissions(2).epoch()).isGreaterThan(admissions.epoch());
    }

    private Carry carry(long number) {
        return new Carry(lane.getRef(), number, TestLanes.ping("a", TestLanes.ECHO), null);
    }
}
