package io.hyperspace.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is due when. */
final class SlotsTest {

    private final Slots<Long> slots = new Slots<>(at -> at);

    @Test
    void whatIsDueIsTakenOnceAndWhenItIs() {
        List.of(1_009L, 1_000L, 1_020L, 1_010L, 1_001L).forEach(slots::put);

        assertThat(slots.take(999)).isEmpty();
        assertThat(slots.take(1_000)).containsExactly(1_000L);
        assertThat(slots.take(1_009)).containsExactlyInAnyOrder(1_001L, 1_009L);
        assertThat(slots.take(1_019)).containsExactly(1_010L);
        assertThat(slots.all()).containsExactly(1_020L);
    }

    @Test
    void whatIsTakenOutBeforeIsNotDue() {
        List.of(1_000L, 1_001L, 2_000L).forEach(slots::put);
        slots.remove(1_000L);
        slots.remove(3_000L);

        assertThat(slots.all()).containsExactly(1_001L, 2_000L);
        assertThat(slots.take(5_000)).containsExactly(1_001L, 2_000L);
        assertThat(slots.all()).isEmpty();
    }
}
