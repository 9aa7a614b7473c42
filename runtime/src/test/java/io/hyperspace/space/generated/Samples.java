package io.hyperspace.space.generated;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Checks what must hold of everything that a generator makes. What does not hold is shown on the simplest sample that is
 * found by leaving choices out and making them smaller, with the seed; {@code -Dseed=…} gives it back.
 */
public final class Samples {

    /** How many samples of each sort. */
    public static final int COUNT = 10_000;

    private static final int MAX_SIMPLER = 5_000;

    private final long seed = Long.getLong("seed", System.nanoTime());

    /** Runs a check on samples; the check throws when it does not hold. */
    public <T> void all(Function<Choices, T> maker, Consumer<T> check) {
        Random random = new Random(seed);
        for (int i = 0; i < COUNT; i++) {
            Choices choices = Choices.random(random);
            T sample = maker.apply(choices);
            Throwable failure = failure(sample, check);
            if (failure != null) {
                T simplest = maker.apply(Choices.again(simplest(choices.taken(), maker, check)));
                Throwable shown = failure(simplest, check);
                throw new AssertionError(
                        "-Dseed=" + seed + ", sample " + i + ":\n" + simplest + "\nsimplified from:\n" + sample,
                        shown == null ? failure : shown);
            }
        }
    }

    /** The same for texts in two spellings. */
    public void spelled(Spelled.Writer writer, Consumer<Spelled> check) {
        all(choices -> Spelled.by(choices, writer), check);
    }

    private static <T> @Nullable Throwable failure(T sample, Consumer<T> check) {
        try {
            check.accept(sample);
            return null;
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            return e;
        }
    }

    private static <T> int[] simplest(int[] choices, Function<Choices, T> maker, Consumer<T> check) {
        int[] best = choices;
        int tries = 0;
        for (int size = Math.max(1, best.length / 2); size > 0; size /= 2) {
            for (int at = 0; at + size <= best.length && tries < MAX_SIMPLER; tries++) {
                int[] simpler = without(best, at, size);
                boolean fails = failure(maker.apply(Choices.again(simpler)), check) != null;
                best = fails ? simpler : best;
                at += fails ? 0 : size;
            }
        }
        for (int at = 0; at < best.length && tries < 2 * MAX_SIMPLER; at++) {
            for (int choice = 0; choice < Math.min(best[at], 20); choice++, tries++) {
                int[] simpler = best.clone();
                simpler[at] = choice;
                if (failure(maker.apply(Choices.again(simpler)), check) != null) {
                    best = simpler;
                }
            }
        }
        return best;
    }

    private static int[] without(int[] choices, int at, int size) {
        int[] rest = Arrays.copyOf(choices, choices.length - size);
        System.arraycopy(choices, at + size, rest, at, rest.length - at);
        return rest;
    }
}
