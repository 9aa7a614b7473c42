package io.hyperspace.cli;

import io.hyperspace.space.error.Excerpt;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.error.SpanRef;
import io.hyperspace.space.language.source.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
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

    static final int MAX_BYTES = 1 << 20;

    private static final String STANDARD_INPUT = "-";
    private static final Pattern LABEL = Pattern.compile("\\^+ (.+)$");

    /** @throws HyperspaceException 400 when it cannot be read or is not UTF-8, 413 when it is too large */
    static ScriptFile read(String file, Terminal terminal) {
        boolean standard = file.equals(STANDARD_INPUT);
        String name = standard ? "standard input" : file;
        try (InputStream in = standard ? terminal.in() : Files.newInputStream(terminal.resolve(file))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw Faults.tooLarge("the script", MAX_BYTES).toException();
            }
            return new ScriptFile(
                    standard ? "stdin" : file,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (NoSuchFileException e) {
            throw new HyperspaceException(ClientFaults.unreadable(name, "there is no such file"), e);
        } catch (CharacterCodingException e) {
            throw new HyperspaceException(ClientFaults.unreadable(name, "it is not UTF-8"), e);
        } catch (IOException | InvalidPathException e) {
            throw new HyperspaceException(ClientFaults.unreadable(name, String.valueOf(e.getMessage())), e);
        }
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
