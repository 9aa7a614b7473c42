package io.hyperspace.cli;

import io.hyperspace.space.error.Excerpt;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.error.SecretText;
import io.hyperspace.space.error.SpanRef;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.language.LanguageException;
import io.hyperspace.space.language.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A script, and where in it things are.
 *
 * @param name the file's name, for people
 * @param text the whole text
 */
record ScriptFile(String name, String text) {

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
        boolean isHidden = fault.span() != null && fault.excerpt() == null;
        String excerpt = isHidden ? null : Excerpt.of(span, line(span.line(), part), SecretText.label(fault.excerpt()));
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

    /** A line of the script, without what may be secret in one of its commands. */
    private String line(int number, Span part) {
        String shown = text.substring(0, part.start()) + SecretText.shown(text(part)) + text.substring(part.end());
        return shown.lines().skip(number - 1L).findFirst().orElse("");
    }

    /**
     * Where the commands are.
     *
     * @throws HyperspaceException 400 when the script cannot be read
     */
    List<Span> commands() {
        try {
            return Language.scriptCommands(name, text);
        } catch (LanguageException e) {
            throw SecretText.shown(e.fault(), text).equals(e.fault())
                    ? e
                    : new HyperspaceException(SecretText.shown(e.fault(), text));
        }
    }
}
