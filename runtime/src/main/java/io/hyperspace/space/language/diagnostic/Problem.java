package io.hyperspace.space.language.diagnostic;

import io.hyperspace.space.error.Excerpt;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.error.SpanRef;
import io.hyperspace.space.language.source.Source;
import io.hyperspace.space.language.source.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong, before it is known where.
 *
 * @param status an HTTP-like status
 * @param code a stable code
 * @param message one sentence
 * @param label what stands at the caret, may be empty
 * @param help what to try
 */
public record Problem(int status, String code, String message, String label, List<String> help) {

    public Problem {
        help = List.copyOf(help);
    }

    static Problem of(String code, String message, String label) {
        return new Problem(400, code, message, label, List.of());
    }

    /** The same problem that another fault names, to be shown at a place. */
    public static Problem of(Fault fault, String label) {
        return new Problem(fault.status(), fault.code(), fault.message(), label, fault.help());
    }

    /** The same problem with one more help; an empty one is left out. */
    Problem withHelp(String line) {
        if (line.isEmpty()) {
            return this;
        }
        List<String> longer = new ArrayList<>(help);
        longer.add(line);
        return new Problem(status, code, message, label, longer);
    }

    Problem withStatus(int other) {
        return new Problem(other, code, message, label, help);
    }

    /** The same problem as something to be warned of: its code starts with {@code W}. */
    public Problem asWarning() {
        return new Problem(status, "W" + code.substring(1), message, label, help);
    }

    public Fault fault(Source source, Span span) {
        SpanRef ref = source.ref(span);
        return new Fault(status, code, message, ref, help, Excerpt.of(ref, source.line(span.start()), label));
    }

    public HyperspaceException at(Source source, Span span) {
        return fault(source, span).toException();
    }
}
