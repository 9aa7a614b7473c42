package io.hyperspace.traversal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.wave.Sequence;
import org.junit.jupiter.api.Test;

final class SettledRunsTest {

    private static final long NOW = 1_790_000_000_000L;
    private static final Ulid RUN = Ulid.next();

    @Test
    void aCopyIsKnownByItsRunAndNumber() {
        SettledRuns settled = SettledRuns.NONE.with(RUN, 7, NOW);

        assertThat(settled.has(wave(RUN, 6))).isTrue();
        assertThat(settled.has(wave(RUN, 7))).isFalse();
        assertThat(settled.has(wave(Ulid.next(), 6))).isFalse();
        assertThat(SettledRuns.of(settled.all())).isEqualTo(settled);
    }

    @Test
    void aMarkNeverGoesBack() {
        SettledRuns settled = SettledRuns.NONE.with(RUN, 7, NOW + 100_000).with(RUN, 5, NOW);

        assertThat(settled.has(wave(RUN, 6))).isTrue();
        assertThat(settled.forgetting(NOW + 99_000).has(wave(RUN, 6))).isTrue();
    }

    @Test
    void aRunIsForgottenAMinuteAfterItsLastCopyCouldComeAtTheLatest() {
        Ulid longer = Ulid.next();
        SettledRuns settled = SettledRuns.NONE.with(RUN, 7, NOW + 10).with(longer, 7, NOW + 1_000_000);
        SettledRuns before = settled.forgetting(NOW);

        assertThat(before.count()).isEqualTo(2);
        assertThat(before.forgetting(NOW + 59_999)).isSameAs(before);
        assertThat(before.forgetting(NOW + 60_010).all()).containsOnlyKeys(longer);
    }

    private static Sequence wave(Ulid run, long number) {
        return new Sequence(StarKey.of(StarKind.MAELSTROM, 0), run, number, 0);
    }
}
