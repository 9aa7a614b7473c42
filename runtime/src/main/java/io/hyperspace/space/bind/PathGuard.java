package io.hyperspace.space.bind;

import java.util.ArrayDeque;
import java.util.Deque;

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
            case '(' -> {
                outer.push(size);
                size = 0;
            }
            case ')' -> {
                last = size + 2;
                size = last + (outer.isEmpty() ? 0 : outer.pop());
            }
            case '{' -> {
                int count = count();
                size += last * (count - 1);
                last *= count;
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

    private void skipClass() {
        while (at < path.length() && path.charAt(at) != ']') {
            at += path.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    /** The largest number up to the closing brace, at least 1. */
    private int count() {
        int largest = 1;
        int number = 0;
        for (int i = at; i < path.length() && path.charAt(i) != '}'; i++) {
            char c = path.charAt(i);
            number = c >= '0' && c <= '9' ? Math.min(MAX_COUNT, number * 10 + (c - '0')) : 0;
            largest = Math.max(largest, number);
        }
        return largest;
    }
}
