package io.hyperspace.space.generated;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How a text is spelled where the language leaves it free: white space, comments, quotes, relative points. The plain
 * spelling is the canonical one. A spelling draws nothing from the {@link Choices}, so equal choices mean the same in
 * every spelling.
 */
public final class Spelling {

    private final @Nullable Random random;

    private Spelling(@Nullable Random random) {
        this.random = random;
    }

    public static Spelling plain() {
        return new Spelling(null);
    }

    /** A spelling of so many; 0 is the plain one. */
    public static Spelling of(int number) {
        return new Spelling(number == 0 ? null : new Random(number));
    }

    /** The first option when plain, else any. */
    public String one(String... options) {
        return options[random == null ? 0 : random.nextInt(options.length)];
    }

    /** True in one of so many cases, never when plain. */
    public boolean oneIn(int cases) {
        return random != null && random.nextInt(cases) == 0;
    }

    /** White space where there must be some, within a line. */
    public String space() {
        return oneIn(3) ? one(" ", "  ", "\t", " \t ") : " ";
    }

    /** White space where there may be none, comments and line ends included. */
    public String gap(String plain) {
        return oneIn(3) ? one(plain, " ", "\n", "\r\n", "\t", " # a comment; with } and '\n", "   ") : plain;
    }
}
