package io.hyperspace.traversal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a particle's memory when it last started.
 *
 * @param why in words; null where there is nothing to say
 */
public record Recall(Outcome outcome, @Nullable String why) {

    /** It has none from before. */
    public static final Recall FRESH = new Recall(Outcome.FRESH, null);

    /** It is what the particle had at its last place. */
    public static final Recall CARRIED = new Recall(Outcome.CARRIED, null);

    /** How it came out. */
    public enum Outcome {
        FRESH,
        CARRIED,
        LOST
    }

    /** What it had is gone. */
    public static Recall lost(String why) {
        return new Recall(Outcome.LOST, why);
    }

    @Override
    public String toString() {
        String word = outcome.name().toLowerCase(Locale.ROOT);
        return why == null ? word : word + ": " + why;
    }
}
