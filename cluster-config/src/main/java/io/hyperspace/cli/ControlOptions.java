package io.hyperspace.cli;

import io.hyperspace.ControlAddressFile;
import io.hyperspace.control.ControlSecret;
import io.hyperspace.space.error.HyperspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Machine to talk to, and with which secret. */
final class ControlOptions {

    private static final String DEFAULT_ADDRESS = "127.0.0.1:4343";
    private static final String DEFAULT_DATA = "hyperspace-data";
    /** Where {@code login} leaves a token, below the data folder, unless it is told another file. */
    private static final String USER_TOKEN = "token";

    private static final String TOKEN_VARIABLE = "HYPERSPACE_TOKEN";
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,4096}");

    @Option(
            names = "--control",
            paramLabel = "HOST:PORT",
            description = "Where the Machine's control server listens. Default: what DATA/control.address says, else "
                    + DEFAULT_ADDRESS + ".")
    private @Nullable String control;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The Machine's data folder, for its address and secret. Default: " + DEFAULT_DATA + ", here.")
    private @Nullable String data;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file with the secret or a user's token. Default: the variable " + TOKEN_VARIABLE
                    + ", else DATA/control.secret. Where login leaves a token: DATA/token.")
    private @Nullable String tokenFile;

    /** The address to call. */
    ControlAddress address(Terminal terminal) {
        if (control != null) {
            return ControlAddress.parse(control);
        }
        String written = line(folder(terminal).resolve(ControlAddressFile.FILE));
        return ControlAddress.parse(written == null ? DEFAULT_ADDRESS : written);
    }

    /** The secret to show, or null when there is none: then the Machine refuses, if there is one. */
    @Nullable String token(Terminal terminal) {
        if (tokenFile != null) {
            Path file = terminal.resolve(tokenFile);
            String token = line(file);
            if (token == null) {
                throw ClientFaults.unreadable(tokenFile, "there is no such file")
                        .toException();
            }
            return checked(token, tokenFile);
        }
        String variable = terminal.environment().get(TOKEN_VARIABLE);
        if (variable != null && !variable.isBlank()) {
            return checked(variable.strip(), TOKEN_VARIABLE);
        }
        Path file = folder(terminal).resolve(ControlSecret.FILE);
        String token = line(file);
        return token == null ? null : checked(token, file.toString());
    }

    /**
     * Where a user's token goes.
     *
     * @throws HyperspaceException 400 for the file of a Machine's secret, which is no user's to write
     */
    Path userTokenFile(Terminal terminal) {
        Path file = tokenFile == null ? folder(terminal).resolve(USER_TOKEN) : terminal.resolve(tokenFile);
        if (file.endsWith(ControlSecret.FILE)) {
            throw ClientFaults.unwritable(file.toString(), "it holds a Machine's secret")
                    .toException();
        }
        return file;
    }

    /**
     * A user's token.
     *
     * @param file where it is; null when it is a variable's
     */
    record UserToken(String text, @Nullable Path file) {}

    /**
     * The token to log out.
     *
     * @throws HyperspaceException 400 when there is none
     */
    UserToken userToken(Terminal terminal) {
        String variable = terminal.environment().get(TOKEN_VARIABLE);
        if (tokenFile == null && variable != null && !variable.isBlank()) {
            return new UserToken(checked(variable.strip(), TOKEN_VARIABLE), null);
        }
        Path file = tokenFile == null ? userTokenFile(terminal) : terminal.resolve(tokenFile);
        String token = line(file);
        if (token == null) {
            throw ClientFaults.unreadable(file.toString(), "there is no such file")
                    .toException();
        }
        return new UserToken(checked(token, file.toString()), file);
    }

    private Path folder(Terminal terminal) {
        return terminal.resolve(data == null ? DEFAULT_DATA : data);
    }

    private static String checked(String token, String source) {
        if (!TOKEN.matcher(token).matches()) {
            throw ClientFaults.badToken(source).toException();
        }
        return token;
    }

    private static @Nullable String line(Path file) {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new HyperspaceException(ClientFaults.unreadable(file.toString(), String.valueOf(e.getMessage())), e);
        }
    }
}
