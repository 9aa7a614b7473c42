package io.hyperspace.space.fuzz;

import java.util.function.Predicate;

/** Makes a text small that shows something. */
final class Small {

    private static final int MAX_TRIES = 2_000;
    private static final long MAX_NANOS = 5_000_000_000L;

    private Small() {}

    /** The text without as many of its parts as can be left out so that it still shows what it does. */
    static String of(String text, Predicate<String> shows) {
        String best = text;
        int tries = 0;
        long end = System.nanoTime() + MAX_NANOS;
        for (int size = Math.max(1, best.length() / 2); size > 0; size /= 2) {
            for (int at = 0; at < best.length() && tries < MAX_TRIES && System.nanoTime() < end; tries++) {
                String shorter = best.substring(0, at) + best.substring(Math.min(best.length(), at + size));
                boolean still = shows.test(shorter);
                best = still ? shorter : best;
                at += still ? 0 : size;
            }
        }
        return best;
    }
}
