package io.hyperspace.space.error;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one shape of an error: the same in Java, in JSON and on the terminal.
 *
 * @param status an HTTP-like status, 400 to 599
 * @param code a stable code such as {@code E0201}; that of a warning starts with {@code W}
 * @param message one sentence for a person, without a full stop
 * @param span where in a text, when there is a text
 * @param help what to try, may be empty
 * @param excerpt the rendered lines with the caret, for text input
 */
public record Fault(
        int status,
        String code,
        String message,
        @Nullable SpanRef span,
        List<String> help,
        @Nullable String excerpt) {

    public Fault {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("a fault's status is 400 to 599, not " + status);
        }
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        help = List.copyOf(help);
    }

    public static Fault of(int status, String code, String message, String... help) {
        return new Fault(status, code, message, null, List.of(help), null);
    }

    /** Whether this is only something to be warned of. */
    public boolean isWarning() {
        return code.startsWith("W");
    }

    /** The fault as an exception, for code that answers by throwing. */
    public HyperspaceException toException() {
        return new HyperspaceException(this);
    }
}
