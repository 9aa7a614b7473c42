package io.hyperspace.registry.membership;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SilenceDetectorTest {

    private static final Config CONFIG =
            ConfigFactory.parseString("heartbeat-interval = 1s, acceptable-heartbeat-pause = 6s, longest-gap = 2s");

    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final SilenceDetector detector = new SilenceDetector(CONFIG, clock::get);

    /** Time goes by while the cluster looks every second. */
    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            clock.addAndGet(1000);
            detector.isAvailable();
        }
    }

    @Test
    void suspectsNobodyBeforeTheFirstHeartbeat() {
        seconds(60);

        assertThat(detector.isAvailable()).isTrue();
        assertThat(detector.isMonitoring()).isFalse();
    }

    @Test
    void suspectsWhoIsSilentForLongerThanIsAccepted() {
        detector.heartbeat();

        seconds(6);
        assertThat(detector.isAvailable()).isTrue();

        seconds(1);
        assertThat(detector.isAvailable()).isFalse();

        detector.heartbeat();
        assertThat(detector.isAvailable()).isTrue();
    }

    @Test
    void doesNotTakeAPauseOfItsOwnForSilence() {
        detector.heartbeat();
        seconds(1);

        clock.addAndGet(600_000);

        assertThat(detector.isAvailable()).isTrue();
        seconds(3);
        assertThat(detector.isAvailable()).isTrue();
        seconds(1);
        assertThat(detector.isAvailable()).isFalse();
    }

    @Test
    void isAsQuickAfterIrregularHeartbeatsAsAfterRegularOnes() {
        for (int i = 0; i < 500; i++) {
            seconds(i % 6);
            detector.heartbeat();
        }

        seconds(7);

        assertThat(detector.isAvailable()).isFalse();
    }

    @Test
    void itsTimeNeverRunsBackwardsNorFasterThanTheClock() {
        long seed = Long.getLong("hyperspace.test.seed", System.nanoTime());
        Random random = new Random(seed);
        OwnTime time = new OwnTime(clock::get, 2000);
        long before = time.now();

        for (int i = 0; i < 10_000; i++) {
            long step = random.nextLong(-500, 4500);
            clock.addAndGet(step);
            long now = time.now();
            assertThat(now - before).as("seed %d", seed).isBetween(0L, Math.min(2000L, Math.max(0L, step)));
            before = now;
        }
        assertThat(before).as("seed %d", seed).isPositive();
    }
}
