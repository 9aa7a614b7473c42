package io.hyperspace.control;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A folder as a zip, to be published. Equal folders give equal bytes: files are in the order of their names and have no
 * times. What lies outside of the folder never gets in: a link that leads out of it, or to a folder, is refused.
 */
public final class FolderArchive {

    /** What a zip without extensions can hold. */
    private static final int MAX_FILES = 65_535;

    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private FolderArchive() {}

    /**
     * Zips a folder into a temporary file, which the caller deletes.
     *
     * @param limit the most bytes of the zip
     * @throws HyperspaceException 400 when the folder cannot be zipped, 413 when the zip is too large
     */
    public static Path zip(Path folder, long limit) {
        try {
            Map<String, Path> files = files(folder);
            Path zip = Files.createTempFile("hyperspace-", ".zip");
            try {
                write(files, zip, limit);
                return zip;
            } catch (IOException | RuntimeException e) {
                Files.delete(zip);
                throw e;
            }
        } catch (IOException e) {
            throw new HyperspaceException(unreadable(folder, String.valueOf(e.getMessage())), e);
        }
    }

    /** The bytes of a file, or of the zip of a folder; refused like {@link #zip}. */
    public static byte[] bytes(Path fileOrFolder, long limit) {
        try {
            if (!Files.isDirectory(fileOrFolder)) {
                if (Files.size(fileOrFolder) > limit) {
                    throw Faults.tooLarge(fileOrFolder.toString(), limit).toException();
                }
                return Files.readAllBytes(fileOrFolder);
            }
            Path zip = zip(fileOrFolder, limit);
            try {
                return Files.readAllBytes(zip);
            } finally {
                Files.delete(zip);
            }
        } catch (IOException e) {
            throw new HyperspaceException(unreadable(fileOrFolder, String.valueOf(e.getMessage())), e);
        }
    }

    private static Map<String, Path> files(Path folder) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        Path root = folder.toRealPath();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = root.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), "/");
                files.put(name, content(root, file, name, attributes));
                if (files.size() > MAX_FILES) {
                    throw Faults.tooLarge("the list of files in " + folder, MAX_FILES)
                            .toException();
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static Path content(Path root, Path file, String name, BasicFileAttributes attributes) throws IOException {
        if (attributes.isRegularFile()) {
            return file;
        }
        Path real = attributes.isSymbolicLink() ? file.toRealPath() : file;
        if (!real.startsWith(root)) {
            throw unreadable(file, "'" + name + "' is a link that leads out of the folder")
                    .toException();
        }
        if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw unreadable(file, "'" + name + "' is not a file").toException();
        }
        return real;
    }

    private static void write(Map<String, Path> files, Path zip, long limit) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(new Bounded(Files.newOutputStream(zip), limit))) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(NO_TIME);
                out.putNextEntry(entry);
                try (InputStream in = Files.newInputStream(file.getValue(), LinkOption.NOFOLLOW_LINKS)) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }

    private static Fault unreadable(Path folder, String why) {
        return Fault.of(400, "E0757", "cannot upload " + folder + ": " + why);
    }

    /** Refuses to grow past a limit. */
    private static final class Bounded extends FilterOutputStream {
        private final long limit;
        private long written;

        Bounded(OutputStream out, long limit) {
            super(out);
            this.limit = limit;
        }

        @Override
        public void write(int b) throws IOException {
            grow(1);
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            grow(count);
            out.write(bytes, from, count);
        }

        private void grow(int count) {
            written += count;
            if (written > limit) {
                throw Faults.tooLarge("the zip of the folder", limit).toException();
            }
        }
    }
}
