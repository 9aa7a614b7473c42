package io.hyperspace.cli;

import io.hyperspace.space.error.HyperspaceException;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks for a password: on a terminal, without showing what is typed, else one line of standard input. */
final class Password {

    /** More than any Machine takes. */
    private static final int MAX_BYTES = 4096;

    private Password() {}

    /** @throws HyperspaceException 400 when there is none */
    static String read(Terminal terminal, String user) {
        Console console = terminal.console();
        String password = console == null ? line(terminal.in()) : typed(console, user);
        if (password == null || password.isEmpty()) {
            throw ClientFaults.noPassword().toException();
        }
        return password;
    }

    private static @Nullable String typed(Console console, String user) {
        char[] typed = console.readPassword("Password of %s: ", user);
        return typed == null ? null : new String(typed);
    }

    private static String line(InputStream in) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
                if (line.size() == MAX_BYTES) {
                    throw ClientFaults.noPassword().toException();
                }
                line.write(next);
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException e) {
            throw new HyperspaceException(ClientFaults.noPassword());
        } catch (IOException e) {
            throw new HyperspaceException(ClientFaults.unreadable("standard input", String.valueOf(e.getMessage())), e);
        }
    }
}
