package io.hyperspace.registry.database;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The files that this JVM has open. H2 keeps other processes out of them, but lets one open a file several times over. */
final class OpenFiles {

    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private OpenFiles() {}

    /** @throws io.hyperspace.space.error.HyperspaceException with status 503 when it is open already */
    static void claim(Path file) {
        if (!OPEN.add(file)) {
            throw DatabaseFaults.locked(file).toException();
        }
    }

    static void release(Path file) {
        OPEN.remove(file);
    }
}
