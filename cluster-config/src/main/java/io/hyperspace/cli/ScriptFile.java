package io.hyperspace.cli;

import io.hyperspace.space.error.Excerpt;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.SpanRef;
import io.hyperspace.space.language.source.Span;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A script, and where in it things are.
 *
 * @param name the file's name, for people
 * @param text the whole text
 */
record ScriptFile(String name, String text) {

    private static final Pattern LABEL = Pattern.compile("\\^+ (.+)$");

    /** @throws io.hyperspace.space.error.HyperspaceException 400 when it cannot be read or is not UTF-8, 413 when it is too large */
    static ScriptFile read(String file, Terminal terminal) {
        TextFile read = TextFile.read("the script", file, terminal);
        return new ScriptFile(read.name(), read.text());
    }

    /** The text of one command. */
    String text(Span part) {
        return text.substring(part.start(), part.end());
    }

    /** A fault of one command, told with its place in the script instead of in the command. */
    Fault place(Fault fault, Span part) {
        SpanRef span = span(fault.span(), part);
        String excerpt = Excerpt.of(span, line(span.line()), label(fault.excerpt()));
        return new Fault(fault.status(), fault.code(), fault.message(), span, fault.help(), excerpt);
    }

    /** The place in the script of a place in a command; without one, the command's first line. */
    private SpanRef span(@Nullable SpanRef inCommand, Span part) {
        int line = 1
                + (int) text.substring(0, part.start())
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        int lineStart = text.lastIndexOf('\n', part.start() - 1) + 1;
        int column = 1 + text.codePointCount(lineStart, part.start());
        if (inCommand == null) {
            String first = text(part).lines().findFirst().orElse("");
            return new SpanRef(name, line, column, Math.max(1, first.codePointCount(0, first.length())));
        }
        return new SpanRef(
                name,
                line + inCommand.line() - 1,
                inCommand.line() == 1 ? column + inCommand.column() - 1 : inCommand.column(),
                inCommand.length());
    }

    private String line(int number) {
        return text.lines().skip(number - 1L).findFirst().orElse("");
    }

    /** What the Machine said at the caret. */
    private static String label(@Nullable String excerpt) {
        Matcher matcher = LABEL.matcher(excerpt == null ? "" : excerpt);
        return matcher.find() ? matcher.group(1) : "";
    }
}
