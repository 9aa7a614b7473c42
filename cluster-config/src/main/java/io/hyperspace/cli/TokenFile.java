package io.hyperspace.cli;

import io.hyperspace.space.error.HyperspaceException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A file with a user's token, which only its owner may read. */
final class TokenFile {

    private TokenFile() {}

    /** Writes a file in whole, in the place of one that is there; 400 when it cannot be written. */
    static void write(Path file, String token) {
        try {
            Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".token", ".part", ownerOnly());
            try {
                Files.writeString(part, token + "\n");
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
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

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
