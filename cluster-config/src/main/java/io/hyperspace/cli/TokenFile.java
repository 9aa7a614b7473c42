package io.hyperspace.cli;

import io.hyperspace.secret.OwnerOnly;
import io.hyperspace.space.error.HyperspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with a user's token, which only its owner may read. */
final class TokenFile {

    private TokenFile() {}

    /** Writes a file in whole, in the place of one that is there; 400 when it cannot be written. */
    static void write(Path file, String token) {
        try {
            OwnerOnly.write(file, token);
        } catch (IOException e) {
            throw new HyperspaceException(ClientFaults.unwritable(file.toString(), String.valueOf(e.getMessage())), e);
        }
    }

    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new HyperspaceException(ClientFaults.unwritable(file.toString(), String.valueOf(e.getMessage())), e);
        }
    }
}
