package io.hyperspace.cli;

import io.hyperspace.control.FolderArchive;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A file that goes along with a command.
 *
 * @param name what the command calls it
 * @param file where its bytes are
 * @param size how many
 * @param temporary whether the file was made for the upload
 */
record Upload(String name, Path file, long size, boolean temporary) implements AutoCloseable {

    /** The most bytes of one upload; the Machine has a limit of its own. */
    static final long MAX_SIZE = Long.getLong("hyperspace.cli.max-upload", 64L << 20);

    /**
     * Gets a file or folder ready; a folder is zipped.
     *
     * @throws HyperspaceException 400 when it cannot be read, 413 when it is too large
     */
    static Upload of(String name, String path, Terminal terminal) {
        try {
            Path file = terminal.resolve(path);
            if (Files.isDirectory(file)) {
                Path zip = FolderArchive.zip(file, MAX_SIZE);
                return new Upload(name, zip, Files.size(zip), true);
            }
            if (!Files.isRegularFile(file)) {
                throw ClientFaults.unreadable(
                                path, Files.exists(file) ? "it is not a file" : "there is no such file or folder")
                        .toException();
            }
            long size = Files.size(file);
            if (size > MAX_SIZE) {
                throw Faults.tooLarge(path, MAX_SIZE).toException();
            }
            return new Upload(name, file, size, false);
        } catch (IOException | InvalidPathException e) {
            throw new HyperspaceException(ClientFaults.unreadable(path, String.valueOf(e.getMessage())), e);
        }
    }

    @Override
    public void close() {
        if (temporary) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                file.toFile().deleteOnExit();
            }
        }
    }
}
