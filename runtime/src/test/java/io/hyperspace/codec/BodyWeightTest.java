package io.hyperspace.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Ping;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is small fits into a frame, and what is too large is found out. Set {@code -Dhyperspace.seed} to repeat a run. */
final class BodyWeightTest {

    private static final long SEED = Long.getLong("hyperspace.seed", System.nanoTime());
    private static final long SMALL = 64 << 10;
    private static final long FRAME = 448 << 10;

    private static Directed wave(RandomWaves random, Substance body) {
        return new Ping(random.head(body), Point.ROOT);
    }

    @Test
    void whatIsSmallFitsIntoAFrameWhateverItsBodyIsMadeOf() {
        RandomWaves random = new RandomWaves(SEED);
        Random dice = new Random(SEED);
        for (int i = 0; i < 300; i++) {
            Substance body = new Substance.ListOf(Collections.nCopies(dice.nextInt(4_000), random.substance(2)));
            Directed wave = wave(random, body);

            assertThat(BodyWeight.load(wave) <= SMALL && WaveFrames.toCbor(wave).length > FRAME)
                    .as("seed %d, wave %d, %d bytes", SEED, i, WaveFrames.toCbor(wave).length)
                    .isFalse();
        }
    }

    @Test
    void longPointsCount() {
        Point point = Point.parse("a" + (":" + "b".repeat(120)).repeat(5));
        Substance body = new Substance.ListOf(Collections.nCopies(1_500, new Substance.PointOf(point)));

        assertThat(BodyWeight.load(wave(new RandomWaves(SEED), body))).isGreaterThan(1_500 * 600);
    }

    @Test
    void bytesAreTooManyFromTheFirstBeyondTheLimit() {
        for (int size : new int[] {999, 1_000, 1_001}) {
            Substance bytes = new Substance.Bin(new byte[size]);

            assertThat(BodyWeight.exceeds(bytes, Headers.NONE, 1_000)).isEqualTo(size > 1_000);
        }
    }

    @Test
    void textCountsAsUtf8() {
        String mixed = "aä€\ud83d\ude00";
        int length = mixed.getBytes(StandardCharsets.UTF_8).length;
        Substance text = Substance.text(mixed.repeat(100));

        assertThat(BodyWeight.exceeds(text, Headers.NONE, length * 100L)).isFalse();
        assertThat(BodyWeight.exceeds(text, Headers.NONE, length * 100L - 1)).isTrue();
        assertThat(Utf8.length("\ud83d!")).isEqualTo("\ud83d!".getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void headersCountToo() {
        Headers headers = Headers.of("x", "y".repeat(1_000));

        assertThat(BodyWeight.exceeds(Substance.Empty.INSTANCE, headers, 1_000)).isTrue();
        assertThat(BodyWeight.exceeds(Substance.Empty.INSTANCE, headers, 1_100)).isFalse();
    }
}
