package io.hyperspace.space.generated;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The small decisions from which a generator makes a text. The list of those that were taken makes the same text again,
 * and a list that is shorter or has smaller numbers makes a simpler one: what is missing counts as 0, and every generator
 * takes the simplest way for 0. So a text that shows a fault can be made small without knowing how it was made.
 */
public final class Choices {

    /** More than any text needs; what would take more goes on with the simplest choices. */
    private static final int MAX_TAKEN = 20_000;

    private final @Nullable Random random;
    private final int[] given;
    private int[] taken = new int[64];
    private int count;

    private Choices(@Nullable Random random, int[] given) {
        this.random = random;
        this.given = given;
    }

    public static Choices random(Random random) {
        return new Choices(random, new int[0]);
    }

    /** The choices that were taken before, or simpler ones. */
    public static Choices again(int[] taken) {
        return new Choices(null, taken);
    }

    /** A number from 0 to below a bound. */
    public int below(int bound) {
        int choice = next(bound);
        if (count < MAX_TAKEN) {
            taken = count == taken.length ? Arrays.copyOf(taken, 2 * count) : taken;
            taken[count++] = choice;
        }
        return choice;
    }

    private int next(int bound) {
        if (count == MAX_TAKEN) {
            return 0;
        }
        if (random != null) {
            return random.nextInt(bound);
        }
        return count < given.length ? given[count] % bound : 0;
    }

    /** True in one of so many cases. */
    public boolean oneIn(int cases) {
        return below(cases) == cases - 1;
    }

    public String one(String... options) {
        return options[below(options.length)];
    }

    /** A part, in one of so many cases; else an empty text. */
    public String maybe(int cases, Supplier<String> part) {
        return oneIn(cases) ? part.get() : "";
    }

    /** One part to so many. */
    public String some(int most, String between, Supplier<String> part) {
        StringBuilder out = new StringBuilder(part.get());
        for (int i = below(most); i > 0; i--) {
            out.append(between).append(part.get());
        }
        return out.toString();
    }

    /** No part to so many. */
    public String any(int most, String between, Supplier<String> part) {
        return oneIn(3) ? "" : some(most, between, part);
    }

    /** One character to so many, the first of its own alphabet. */
    public String word(String first, String others, int most) {
        StringBuilder out = new StringBuilder().append(first.charAt(below(first.length())));
        for (int i = below(most); i > 0; i--) {
            out.append(others.charAt(below(others.length())));
        }
        return out.toString();
    }

    /** What was chosen so far. */
    public int[] taken() {
        return Arrays.copyOf(taken, count);
    }
}
