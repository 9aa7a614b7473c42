package io.hyperspace.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Ping;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What does not fit is found out. Set {@code -Dhyperspace.seed} to repeat a run. */
final class BodyWeightTest {

    private static final long SEED = Long.getLong("hyperspace.seed", System.nanoTime());
    private static final long LIMIT = 448 << 10;

    private static boolean fits(Directed wave) {
        return BodyWeight.fits(wave, LIMIT);
    }

    @Test
    void whatIsSaidToFitDoesWhateverItsBodyIsMadeOf() {
        RandomWaves random = new RandomWaves(SEED);
        Random dice = new Random(SEED);
        for (int i = 0; i < 300; i++) {
            Substance body = new Substance.ListOf(Collections.nCopies(dice.nextInt(8_000), random.substance(2)));
            Directed wave = new Ping(random.head(body), Point.ROOT);

            assertThat(fits(wave) && WaveFrames.toCbor(wave).length > LIMIT)
                    .as("seed %d, wave %d, %d bytes", SEED, i, WaveFrames.toCbor(wave).length)
                    .isFalse();
        }
    }

    @Test
    void longPointsCount() {
        Point point = Point.parse("a" + (":" + "b".repeat(120)).repeat(5));
        Substance body = new Substance.ListOf(Collections.nCopies(1_500, new Substance.PointOf(point)));

        assertThat(fits(new Ping(new RandomWaves(SEED).head(body), Point.ROOT))).isFalse();
        assertThat(fits(new Ping(new RandomWaves(SEED).head(new Substance.ListOf(List.of())), Point.ROOT)))
                .isTrue();
    }
}
