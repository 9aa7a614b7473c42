package io.hyperspace.space.generated;

import java.util.function.BiFunction;

/**
 * Two ways to write the same.
 *
 * @param plain as it is printed
 * @param free as a person may write it
 */
record Spelled(String plain, String free) {

    private static final int SPELLINGS = 1000;

    static Spelled by(Choices choices, BiFunction<Choices, Spelling, String> writer) {
        Spelling free = Spelling.of(choices.below(SPELLINGS));
        String plain = writer.apply(choices, Spelling.plain());
        Choices again = Choices.again(choices.taken());
        again.below(SPELLINGS);
        return new Spelled(plain, writer.apply(again, free));
    }
}
