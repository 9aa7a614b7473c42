package io.hyperspace.space.error;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps passwords out of what is said about a text that cannot be read. Where a secret ends in such a text nobody knows,
 * for it may be what is wrong; so nothing behind the word {@code password} is shown, nor told of beyond its place.
 */
public final class SecretText {

    private static final Pattern WORD = Pattern.compile("(?<![a-z0-9])password(?![a-z0-9])", Pattern.CASE_INSENSITIVE);
    private static final Pattern LABEL = Pattern.compile("\\^+ (.+)$");
    private static final String HIDDEN = "…";

    private SecretText() {}

    /** A text up to and with the word, in as many lines as it has; as it is when the word is not in it. */
    public static String shown(String text) {
        int start = start(text);
        if (start < 0) {
            return text;
        }
        long lines = text.substring(start).chars().filter(c -> c == '\n').count();
        return text.substring(0, start) + HIDDEN + "\n".repeat((int) lines);
    }

    /** A fault about a text as it may be shown. */
    public static Fault shown(Fault fault, String text) {
        int start = start(text);
        SpanRef span = fault.span();
        if (start < 0 || span == null) {
            return fault;
        }
        if (end(text, span) > start) {
            return new Fault(
                    fault.status(),
                    fault.code(),
                    "what stands behind 'password' cannot be read",
                    span,
                    List.of("quote it, as in { +password='…' }, with \\ before a quote inside"),
                    null);
        }
        String line = shown(text).lines().skip(span.line() - 1L).findFirst().orElse("");
        String excerpt = Excerpt.of(span, line, label(fault.excerpt()));
        return new Fault(fault.status(), fault.code(), fault.message(), span, fault.help(), excerpt);
    }

    private static int start(String text) {
        Matcher matcher = WORD.matcher(text);
        return matcher.find() ? matcher.end() : -1;
    }

    /** What an excerpt says at its caret; empty when it says nothing. */
    public static String label(@Nullable String excerpt) {
        Matcher matcher = LABEL.matcher(excerpt == null ? "" : excerpt);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** Where a place ends, in characters from the start of the text. */
    private static int end(String text, SpanRef span) {
        int line = 0;
        for (int i = 1; i < span.line(); i++) {
            line = text.indexOf('\n', line) + 1;
        }
        int columns = Math.min(span.column() - 1 + span.length(), text.codePointCount(line, text.length()));
        return text.offsetByCodePoints(line, columns);
    }
}
