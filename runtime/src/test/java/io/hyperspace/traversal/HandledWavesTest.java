package io.hyperspace.traversal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.traversal.StateStored.Handled;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HandledWavesTest {

    private static final long NOW = 1_790_000_000_000L;

    @Test
    void noneIsForgottenTooSoonNorASecondLate() {
        long seed = Long.getLong("hyperspace.test.seed", System.nanoTime());
        Random random = new Random(seed);
        HandledWaves handled = HandledWaves.NONE;
        Map<WaveId, Handled> all = new HashMap<>();
        for (long now = NOW; now < NOW + 100_000; now += random.nextInt(200)) {
            WaveId wave = WaveId.next();
            Handled one = handled(now + random.nextInt(20_000), random.nextInt(100));
            all.put(wave, one);
            handled = handled.with(wave, one).forgetting(now);

            long then = now;
            all.values().removeIf(old -> old.until() <= then - 1_000);
            Map<WaveId, Handled> known = handled.all();
            assertThat(all).as("-Dhyperspace.test.seed=%d", seed).containsAllEntriesOf(known);
            all.forEach((id, old) -> assertThat(known.containsKey(id) || old.until() <= then)
                    .as("-Dhyperspace.test.seed=%d", seed)
                    .isTrue());
            assertThat(handled.replies())
                    .isEqualTo(known.values().stream().mapToInt(Handled::size).sum());
            assertThat(HandledWaves.of(known).forgetting(now)).isEqualTo(handled);
        }
        assertThat(handled.forgetting(NOW + 1_000_000)).isEqualTo(HandledWaves.NONE);
        assertThat(handled.forgetting(NOW + 1_000_000).replies()).isZero();
    }

    @Test
    void whatWasBeforeStaysAsItWas() {
        WaveId wave = WaveId.next();
        HandledWaves before = HandledWaves.NONE.with(wave, handled(NOW, 3));

        HandledWaves after = before.with(WaveId.next(), handled(NOW + 5_000, 4)).forgetting(NOW + 2_000);

        assertThat(after.get(wave)).isNull();
        assertThat(after.count()).isEqualTo(1);
        assertThat(after.replies()).isEqualTo(4);
        assertThat(before.get(wave)).isNotNull();
        assertThat(before.replies()).isEqualTo(3);
    }

    @Test
    void nothingIsMadeAnewWhileNothingIsToBeForgotten() {
        HandledWaves handled = HandledWaves.NONE.with(WaveId.next(), handled(NOW, 3));

        assertThat(handled.forgetting(NOW - 1)).isSameAs(handled);
    }

    @Test
    void aWaveThatIsEnteredAgainIsForgottenAtItsLastTime() {
        WaveId wave = WaveId.next();
        HandledWaves handled = HandledWaves.NONE.with(wave, handled(NOW, 3)).with(wave, handled(NOW + 9_000, 5));

        assertThat(handled.forgetting(NOW + 5_000).get(wave)).isNotNull();
        assertThat(handled.forgetting(NOW + 5_000).replies()).isEqualTo(5);
        assertThat(handled.forgetting(NOW + 10_000).count()).isZero();
    }

    private static Handled handled(long until, int size) {
        return new Handled(200, Headers.NONE, Substance.Empty.INSTANCE, until, size);
    }
}
