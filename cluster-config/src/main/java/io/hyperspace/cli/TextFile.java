package io.hyperspace.cli;

import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;

/**
 * A text from a file or from standard input.
 *
 * @param name the file's name, for people
 * @param text the whole text
 */
record TextFile(String name, String text) {

    static final int MAX_BYTES = 1 << 20;

    private static final String STANDARD_INPUT = "-";

    /**
     * Reads a text.
     *
     * @param what what is read, such as {@code the script}
     * @param file the file's name, or {@code -}
     * @throws HyperspaceException 400 when it cannot be read or is not UTF-8, 413 when it is too large
     */
    static TextFile read(String what, String file, Terminal terminal) {
        boolean standard = file.equals(STANDARD_INPUT);
        String name = standard ? "standard input" : file;
        try {
            if (!standard && Files.isDirectory(terminal.resolve(file))) {
                throw ClientFaults.unreadable(name, "it is a folder").toException();
            }
            return new TextFile(standard ? "stdin" : file, text(what, file, standard, terminal));
        } catch (NoSuchFileException e) {
            throw new HyperspaceException(ClientFaults.unreadable(name, "there is no such file"), e);
        } catch (CharacterCodingException e) {
            throw new HyperspaceException(ClientFaults.unreadable(name, "it is not UTF-8"), e);
        } catch (IOException | InvalidPathException e) {
            throw new HyperspaceException(ClientFaults.unreadable(name, String.valueOf(e.getMessage())), e);
        }
    }

    private static String text(String what, String file, boolean standard, Terminal terminal) throws IOException {
        try (InputStream in = standard ? terminal.in() : Files.newInputStream(terminal.resolve(file))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw Faults.tooLarge(what, MAX_BYTES).toException();
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }
}
