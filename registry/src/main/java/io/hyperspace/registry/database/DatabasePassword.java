package io.hyperspace.registry.database;

import com.typesafe.config.Config;
import io.hyperspace.secret.Secret;
import io.hyperspace.space.error.HyperspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What lets a Machine into the database. The embedded file has no password until it is served for the first time; from then
 * on the one in {@code database.secret}, beside its folder.
 */
final class DatabasePassword {

    /** In a data folder: the password of its file, when that was ever served. */
    static final String FILE = "database.secret";

    private DatabasePassword() {}

    /**
     * The password that the configuration means.
     *
     * @throws HyperspaceException with status 503 when it lies in a file that cannot be read
     */
    static String of(Config database, Path data, boolean isEmbedded) {
        if (isEmbedded) {
            return isThere(data) ? open(data).text() : database.getString("password");
        }
        String file = database.getString("password-file");
        return file.isEmpty()
                ? database.getString("password")
                : read(Path.of(file).toAbsolutePath().normalize());
    }

    /** Whether the file in a data folder was ever served. */
    static boolean isThere(Path data) {
        return Files.exists(data.resolve(FILE));
    }

    /**
     * The password of the file in a data folder, made when there is none.
     *
     * @throws HyperspaceException with status 503 when it cannot be read or written, or is damaged
     */
    static Secret open(Path data) {
        Path file = data.resolve(FILE);
        try {
            return Files.exists(file) ? Secret.read(file) : Secret.create(file);
        } catch (IOException e) {
            throw new HyperspaceException(DatabaseFaults.noPassword(file), e);
        }
    }

    /** Who may read it is the business of whoever has put it there. */
    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new HyperspaceException(DatabaseFaults.noPassword(file), e);
        }
    }
}
