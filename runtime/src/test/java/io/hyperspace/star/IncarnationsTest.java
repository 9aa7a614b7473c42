package io.hyperspace.star;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.Incarnation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The small set against a large one. Set {@code -Dhyperspace.seed} to repeat a run. */
final class IncarnationsTest {

    private static final long SEED = Long.getLong("hyperspace.seed", System.nanoTime());

    private final Random random = new Random(SEED);
    private final Set<Incarnation> expected = new HashSet<>();
    private Incarnations some = Incarnations.NONE;

    /** Few, so that they come again; of all sizes, for identifiers have no sign. */
    private Incarnation any() {
        return new Incarnation(new Ulid(random.nextInt(8) - 4L, random.nextInt(8) - 4L));
    }

    private List<Incarnation> batch() {
        List<Incarnation> batch = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            batch.add(any());
        }
        return batch;
    }

    @Test
    void holdsWhatWasAddedAndNotTakenOut() {
        for (int i = 0; i < 2_000; i++) {
            List<Incarnation> batch = batch();
            if (random.nextBoolean()) {
                some = some.with(batch);
                expected.addAll(batch);
            } else {
                some = some.without(batch);
                expected.removeAll(new HashSet<>(batch));
            }
            Incarnation one = any();

            assertThat(some.size()).as("seed %d, step %d", SEED, i).isEqualTo(expected.size());
            assertThat(some.contains(one)).as("seed %d, step %d", SEED, i).isEqualTo(expected.contains(one));
            assertThat(some).as("seed %d, step %d", SEED, i).isEqualTo(Incarnations.of(expected));
            assertThat(some.bytes()).hasSize(16 * expected.size());
        }
    }
}
