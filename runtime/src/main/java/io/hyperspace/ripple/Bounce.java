package io.hyperspace.ripple;

import java.time.Duration;

/**
 * How much of what a ripple sets off is to come back. A refusal is told of, but it is not what somebody waits for: only
 * echoes with a status below 400 count.
 *
 * @param wanted after how many good echoes nobody waits any more; 0 when nobody waits at all
 * @param within how long to wait; never longer than the ripple's deadline
 */
public record Bounce(int wanted, Duration within) {

    private static final Duration FOR_EVER = Duration.ofDays(1);

    /** Nothing. */
    public static final Bounce NONE = new Bounce(0, FOR_EVER);

    /** The first good echo. */
    public static final Bounce FIRST = count(1);

    /** All echoes, by the ripple's deadline. */
    public static final Bounce ALL = count(Integer.MAX_VALUE);

    public Bounce {
        if (wanted < 0) {
            throw new IllegalArgumentException("a ripple waits for 0 echoes or more, not " + wanted);
        }
        if (within.isNegative()) {
            throw new IllegalArgumentException("a ripple waits for no negative time");
        }
    }

    /** The first so many good echoes, by the ripple's deadline. */
    public static Bounce count(int echoes) {
        return new Bounce(echoes, FOR_EVER);
    }

    /** All that come within a time. */
    public static Bounce all(Duration within) {
        return new Bounce(Integer.MAX_VALUE, within);
    }
}
