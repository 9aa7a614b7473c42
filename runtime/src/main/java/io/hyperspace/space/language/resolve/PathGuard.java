package io.hyperspace.space.language.resolve;

/**
 * Keeps regular expressions small: RE2 matches in linear time, but a program can be blown up by counted repetitions
 * inside each other, and its compiler recurses over parentheses. The limits are those of RE2 itself for one repetition,
 * taken over the whole expression.
 */
final class PathGuard {

    static final int MAX_LENGTH = 1024;
    private static final int MAX_DEPTH = 64;
    private static final long MAX_REPEAT = 1000;

    private PathGuard() {}

    /** Why an expression is refused, or an empty text. */
    static String refusal(String path) {
        if (path.length() > MAX_LENGTH) {
            return "longer than " + MAX_LENGTH + " characters";
        }
        int depth = 0;
        long repeats = 1;
        boolean inClass = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '\\') {
                i++;
            } else if (inClass) {
                inClass = c != ']';
            } else if (c == '[') {
                inClass = true;
            } else if (c == '(' && ++depth > MAX_DEPTH) {
                return "nested more than " + MAX_DEPTH + " deep";
            } else if (c == ')') {
                depth--;
            } else if (c == '{') {
                repeats = Math.min(Long.MAX_VALUE / MAX_LENGTH, repeats * largest(path, i + 1));
            }
        }
        return repeats > MAX_REPEAT ? "its repetitions multiply to more than " + MAX_REPEAT : "";
    }

    /** The largest number between braces, at least 1. */
    private static long largest(String path, int from) {
        long largest = 1;
        long number = 0;
        for (int i = from; i < path.length() && path.charAt(i) != '}'; i++) {
            char c = path.charAt(i);
            number = c >= '0' && c <= '9' ? Math.min(MAX_REPEAT + 1, number * 10 + (c - '0')) : 0;
            largest = Math.max(largest, number);
        }
        return largest;
    }
}
