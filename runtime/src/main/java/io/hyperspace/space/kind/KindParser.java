package io.hyperspace.space.kind;

import io.hyperspace.space.error.Excerpt;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.error.SpanRef;
import java.util.List;

/** Reads a kind in one pass over its text. */
final class KindParser {

    private static final int MAX_NAME = 64;
    private static final int MAX_LENGTH = 1024;

    private final String text;
    private int at;

    KindParser(String text) {
        this.text = text;
    }

    Kind kind() {
        if (text.length() > MAX_LENGTH) {
            throw error(0, 1, "a kind has at most " + MAX_LENGTH + " characters");
        }
        String base = name();
        String sub = accept('<') ? name() : null;
        String specific = sub != null && accept('<') ? specific() : null;
        if (specific != null) {
            need('>');
        }
        if (sub != null) {
            need('>');
        }
        if (at < text.length()) {
            throw error(at, text.length() - at, "nothing follows a kind");
        }
        return new Kind(base, sub, specific);
    }

    private String name() {
        int start = at;
        at = nameEnd(text, start);
        if (at == start || (at < text.length() && isLetterOrDigit(text.charAt(at)))) {
            throw error(
                    start, at - start, "expected a name in CamelCase of at most " + MAX_NAME + " letters and digits");
        }
        return text.substring(start, at);
    }

    private String specific() {
        int start = at;
        int end = text.indexOf('>', start);
        at = end < 0 ? text.length() : end;
        String specific = text.substring(start, at);
        if (!Specific.isSpecific(specific)) {
            throw error(start, at - start, "a specific reads like provider.org:vendor.org:product:variant:1.0.0");
        }
        return specific;
    }

    private boolean accept(char symbol) {
        boolean next = at < text.length() && text.charAt(at) == symbol;
        at += next ? 1 : 0;
        return next;
    }

    private void need(char symbol) {
        if (!accept(symbol)) {
            throw error(at, 1, "expected '" + symbol + "'");
        }
    }

    /** Where the base or sub that starts at a place ends: a capital letter, then letters and digits, at most 64. */
    static int nameEnd(String text, int start) {
        int end = Math.min(text.length(), start + MAX_NAME);
        if (start >= end || text.charAt(start) < 'A' || text.charAt(start) > 'Z') {
            return start;
        }
        int at = start + 1;
        while (at < end && isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private HyperspaceException error(int start, int length, String message) {
        SpanRef span = new SpanRef("kind", 1, text.codePointCount(0, start) + 1, Math.max(1, length));
        String line = text.lines().findFirst().orElse("");
        String full = "not a kind: " + message;
        return new Fault(400, "E0111", full, span, List.of(), Excerpt.of(span, line, "")).toException();
    }
}
