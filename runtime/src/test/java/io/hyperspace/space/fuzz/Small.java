package io.hyperspace.space.fuzz;

import java.util.function.Predicate;

/** Makes a text small that shows something. */
final class Small {

    private static final int MAX_TRIES = 2_000;

    private Small() {}

    /** The text without as many of its parts as can be left out so that it still shows what it does. */
    static String of(String text, Predicate<String> shows) {
        String best = text;
        int tries = 0;
        for (int size = Math.max(1, best.length() / 2); size > 0; size /= 2) {
            for (int at = 0; at < best.length() && tries < MAX_TRIES; tries++) {
                String shorter = best.substring(0, at) + best.substring(Math.min(best.length(), at + size));
                boolean still = shows.test(shorter);
                best = still ? shorter : best;
                at += still ? 0 : size;
            }
        }
        return best;
    }
}
