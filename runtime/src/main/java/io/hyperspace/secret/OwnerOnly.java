package io.hyperspace.secret;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files and folders that nobody may use but the user whom this process runs as. Where a file system knows no such rights, they
 * are as it makes them.
 */
public final class OwnerOnly {

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /** Writes a line into a file, in whole, in the place of one that is there. Its folder has to be there. */
    public static void write(Path file, String line) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path part = Files.createTempFile(folder, file.getFileName().toString(), ".part", attributes(FILE));
        try {
            Files.writeString(part, line + "\n");
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The line in a file. A file that others could read is closed to them. */
    public static String read(Path file) throws IOException {
        String line = Files.readString(file).strip();
        close(file, FILE);
        return line;
    }

    /** Makes a folder, and those above it as ever, or closes one that is there to others. */
    public static void folder(Path folder) throws IOException {
        Path whole = folder.toAbsolutePath();
        if (Files.isDirectory(whole)) {
            close(whole, FOLDER);
        } else {
            Files.createDirectories(whole.getParent());
            Files.createDirectory(whole, attributes(FOLDER));
        }
    }

    private static void close(Path path, Set<PosixFilePermission> rights) throws IOException {
        if (isPosix() && !rights.containsAll(Files.getPosixFilePermissions(path))) {
            Log.LOG.warn("{} was open to others; closed it to them", path);
            Files.setPosixFilePermissions(path, rights);
        }
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> rights) {
        return isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /** Apart, for the command line writes tokens without the library that this needs. */
    private static final class Log {
        private static final Logger LOG = LoggerFactory.getLogger(OwnerOnly.class);
    }
}
