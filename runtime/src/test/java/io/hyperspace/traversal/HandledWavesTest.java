package io.hyperspace.traversal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Sequence;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.traversal.StateStored.Handled;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HandledWavesTest {

    private static final long NOW = 1_790_000_000_000L;
    private static final StarKey STAR = StarKey.of(StarKind.MAELSTROM, 0);

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

    @Test
    void ofNumberedWavesExactlyThoseAreForgottenSoonerThatAreSettled() {
        long seed = Long.getLong("hyperspace.test.seed", System.nanoTime());
        Random random = new Random(seed);
        List<Ulid> runs = List.of(Ulid.next(), Ulid.next(), Ulid.next());
        Map<Ulid, Long> settled = new HashMap<>();
        Map<WaveId, Handled> all = new HashMap<>();
        HandledWaves handled = HandledWaves.NONE;
        for (int number = 1; number <= 2_000; number++) {
            Ulid run = runs.get(random.nextInt(runs.size()));
            long before = settled.getOrDefault(run, 0L);
            long now = Math.max(before, number - random.nextInt(40));
            settled.put(run, now);
            Sequence sequence = new Sequence(STAR, run, number, now);
            List<Handled> gone = all.values().stream()
                    .filter(old -> is(old, run) && numberOf(old) < now)
                    .toList();
            HandledWaves.Settled some = handled.settling(sequence);
            assertThat(some == null).as("-Dhyperspace.test.seed=%d", seed).isEqualTo(gone.isEmpty());
            if (some != null) {
                assertThat(some.until())
                        .isEqualTo(gone.stream().mapToLong(Handled::until).max().orElseThrow());
                all.values().removeAll(gone);
                handled = some.left();
            }
            Handled one = new Handled(
                    200,
                    Headers.NONE,
                    Substance.Empty.INSTANCE,
                    NOW + random.nextInt(20_000),
                    number,
                    random.nextInt(10) == 0 ? null : sequence);
            WaveId wave = WaveId.next();
            all.put(wave, one);
            handled = handled.with(wave, one);
            assertThat(handled.all()).as("-Dhyperspace.test.seed=%d", seed).isEqualTo(all);
            assertThat(handled.replies())
                    .isEqualTo(all.values().stream().mapToInt(Handled::size).sum());
        }
        assertThat(HandledWaves.of(handled.all()).settling(new Sequence(STAR, runs.get(0), 3_000, 3_000)))
                .isEqualTo(handled.settling(new Sequence(STAR, runs.get(0), 3_000, 3_000)));
        assertThat(handled.forgetting(NOW + 30_000)).isEqualTo(HandledWaves.NONE);
    }

    private static boolean is(Handled wave, Ulid run) {
        return wave.sequence() != null && wave.sequence().run().equals(run);
    }

    private static long numberOf(Handled wave) {
        return wave.sequence() == null ? Long.MAX_VALUE : wave.sequence().number();
    }

    private static Handled handled(long until, int size) {
        return new Handled(200, Headers.NONE, Substance.Empty.INSTANCE, until, size, null);
    }
}
