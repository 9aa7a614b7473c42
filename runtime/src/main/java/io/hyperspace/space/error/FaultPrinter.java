package io.hyperspace.space.error;

import org.jspecify.annotations.Nullable;

/** Prints a fault as a terminal shows it. */
public final class FaultPrinter {

    private FaultPrinter() {}

    /** The whole text, several lines without a last line end: code and message, excerpt, help. */
    public static String render(Fault fault) {
        StringBuilder out = new StringBuilder(fault.isWarning() ? "warning[" : "error[")
                .append(fault.code())
                .append("]: ")
                .append(fault.message());
        @Nullable SpanRef span = fault.span();
        if (fault.excerpt() != null) {
            out.append('\n').append(fault.excerpt());
        } else if (span != null) {
            out.append("\n --> ").append(span);
        }
        int digits = span == null ? 1 : Integer.toString(span.line()).length();
        for (String help : fault.help()) {
            out.append('\n').append(" ".repeat(digits + 1)).append("= help: ").append(help);
        }
        return out.toString();
    }
}
