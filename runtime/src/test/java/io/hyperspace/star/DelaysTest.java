package io.hyperspace.star;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.hyperspace.advert.AdvertSettings;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a star says of how long waves take there. The present is where the test says it is, but for ends. */
final class DelaysTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final long start = System.nanoTime() - 100 * SECOND;

    @Test
    void whatNeverEndsCountsWithItsAgeUntilItIsTimedNoMore() {
        Delays delays = delays("timed = 2, time-every = 0s, timed-for = 10s");
        assertThat(delays.begin(start)).isNotNull();

        assertThat(delays.mean(start + 4 * SECOND)).isEqualTo(SECOND);
        assertThat(delays.mean(start + 9 * SECOND)).isEqualTo(3 * SECOND);
        assertThat(delays.mean(start + 11 * SECOND)).isEqualTo(9 * SECOND / 4);
        assertThat(delays.mean(start + 12 * SECOND)).isEqualTo(27 * SECOND / 16);
    }

    @Test
    void whatEndedCountsOnceAndFadesAway() {
        Delays delays = delays("timed = 2, time-every = 0s");
        Delays.Timing timing = begun(delays, System.nanoTime() - 4 * SECOND);

        timing.end();
        timing.end();

        long now = System.nanoTime();
        long mean = delays.mean(now);
        assertThat(mean).isBetween(SECOND, 2 * SECOND);
        assertThat(delays.mean(now)).isEqualTo(mean - mean / 4);
    }

    @Test
    void whatCameBackSaysNothing() {
        Delays delays = delays("timed = 2, time-every = 0s");
        Delays.Timing timing = begun(delays, start);

        timing.drop();

        assertThat(delays.mean(start + SECOND)).isZero();
    }

    @Test
    void noMoreWavesAreTimedAtOnceThanTheLimit() {
        Delays delays = delays("timed = 2, time-every = 0s");
        assertThat(delays.begin(start)).isNotNull();
        Delays.Timing second = begun(delays, start);
        assertThat(delays.begin(start)).isNull();

        second.end();

        assertThat(delays.begin(start)).isNotNull();
    }

    @Test
    void wavesAreNotTimedMoreOftenThanSaid() {
        Delays delays = delays("timed = 100, time-every = 1s");
        assertThat(delays.begin(start)).isNotNull();
        assertThat(delays.begin(start + SECOND - 1)).isNull();
        assertThat(delays.begin(start + SECOND)).isNotNull();
    }

    private static Delays.Timing begun(Delays delays, long now) {
        return Objects.requireNonNull(delays.begin(now), "there is room");
    }

    private Delays delays(String settings) {
        AdvertSettings advert = AdvertSettings.of(ConfigFactory.parseString("hyperspace.advert { " + settings + " }")
                .withFallback(ConfigFactory.load())
                .getConfig("hyperspace"));
        return new Delays(advert, start);
    }
}
