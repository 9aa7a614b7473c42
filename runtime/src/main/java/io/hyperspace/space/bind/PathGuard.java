package io.hyperspace.space.bind;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps regular expressions small. RE2 matches in linear time, but counted repetitions inside each other blow up its
 * program, and its compiler recurses over parentheses. This reads an expression once, roughly, and never takes it for
 * smaller than it is.
 */
final class PathGuard {

    static final int MAX_LENGTH = 1024;
    private static final int MAX_DEPTH = 64;
    private static final long MAX_SIZE = 5000;
    private static final int MAX_COUNT = 1000;

    /** Flags alone, behind their parenthesis. */
    private static final Pattern FLAGS = Pattern.compile("\\?[A-Za-z-]*\\)");

    /** A repetition behind its brace. */
    private static final Pattern TIMES = Pattern.compile("([0-9]{1,9})(?:,([0-9]{0,9}))?}");

    private final String path;
    private final Deque<Long> outer = new ArrayDeque<>();
    private long size;
    private long last;
    private int at;

    private PathGuard(String path) {
        this.path = path;
    }

    /** Why an expression is refused, or an empty text. */
    static String refusal(String path) {
        if (path.length() > MAX_LENGTH) {
            return "longer than " + MAX_LENGTH + " characters";
        }
        return new PathGuard(path).read();
    }

    /** How many steps an expression makes that is not refused: about as many as its program has, and half at least. */
    static long size(String path) {
        PathGuard guard = new PathGuard(path);
        guard.read();
        return guard.size;
    }

    private String read() {
        while (at < path.length()) {
            char c = path.charAt(at);
            if (path.startsWith("\\Q", at)) {
                return "\\Q is not supported, write \\ before each character";
            }
            if (c == '(' && outer.size() == MAX_DEPTH) {
                return "nested more than " + MAX_DEPTH + " deep";
            }
            step(c);
            if (size > MAX_SIZE) {
                return "its repetitions multiply to more than " + MAX_SIZE + " steps";
            }
        }
        return "";
    }

    private void step(char c) {
        at++;
        switch (c) {
            case '(' -> open();
            case ')' -> {
                last = size + 2;
                size = last + (outer.isEmpty() ? 0 : outer.pop());
            }
            case '{' -> repeat();
            case '?', '*', '+' -> {
                last++;
                size++;
            }
            case '[' -> {
                skipClass();
                atom();
            }
            case '\\' -> {
                at++;
                atom();
            }
            default -> atom();
        }
    }

    private void atom() {
        last = 1;
        size++;
    }

    /** A group, or flags for what follows; what stands before flags is what a repetition behind them repeats. */
    private void open() {
        Matcher flags = FLAGS.matcher(path).region(at, path.length());
        if (flags.lookingAt()) {
            at = flags.end();
        } else {
            outer.push(size);
            size = 0;
        }
    }

    /** Goes behind a class, whose first character may be a bracket, and in which named classes stand in brackets. */
    private void skipClass() {
        at += path.startsWith("^", at) ? 1 : 0;
        for (boolean first = true; at < path.length() && (first || path.charAt(at) != ']'); first = false) {
            int named = path.startsWith("[:", at) ? path.indexOf(":]", at + 2) : -1;
            if (named >= 0) {
                at = named + 2;
            } else {
                at += path.charAt(at) == '\\' ? 2 : 1;
            }
        }
        at++;
    }

    /** So many times what stands before; a brace that says no number stands for itself. */
    private void repeat() {
        Matcher times = TIMES.matcher(path).region(at, path.length());
        if (!times.lookingAt()) {
            atom();
            return;
        }
        long count = Math.max(1, Math.max(number(times.group(1)), number(times.group(2))));
        size += last * (count - 1);
        last *= count;
        at = times.end();
    }

    private static long number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 0 : Math.min(MAX_COUNT, Long.parseLong(digits));
    }
}
