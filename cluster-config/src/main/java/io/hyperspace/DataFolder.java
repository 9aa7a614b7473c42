package io.hyperspace;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder in which a Machine keeps everything. */
final class DataFolder {

    private DataFolder() {}

    /** Makes the folder when it is not there; 400 when that cannot be. */
    static Path open(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            return Files.createDirectories(absolute);
        } catch (IOException e) {
            throw new HyperspaceException(
                    Fault.of(
                            400,
                            "E0749",
                            "the data folder " + absolute + " cannot be made: " + e.getMessage(),
                            "give --data a folder that can be written"),
                    e);
        }
    }
}
