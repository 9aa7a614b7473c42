package io.hyperspace.space.bundle;

import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A zip as a bundle's files, whose names are known to be points. Nothing is unpacked before it is asked for; files are
 * asked for in turn, for all that come out are counted together.
 */
public final class BundleArchive {

    private final Point bundle;
    private final BundleLimits limits;
    private final Unpacker unpacker;
    private final Set<String> names = new HashSet<>();
    private final Set<Point> directories = new LinkedHashSet<>();
    private final List<PlacedFile> files = new ArrayList<>();

    /**
     * A file and where it is going to be.
     *
     * @param point its point
     * @param entry where its bytes are in the zip
     */
    public record PlacedFile(Point point, ZipEntry entry) {
        /** Its path within the bundle. */
        public String name() {
            return entry.name();
        }
    }

    private BundleArchive(Point bundle, byte[] zip, BundleLimits limits) {
        this.bundle = bundle;
        this.limits = limits;
        this.unpacker = new Unpacker(zip, limits);
        directories.add(bundle.child("/"));
    }

    /**
     * Looks at what a zip says that it holds.
     *
     * @throws HyperspaceException with status 400 or 413
     */
    public static BundleArchive open(Point bundle, byte[] zip, BundleLimits limits) {
        BundleArchive archive = new BundleArchive(bundle, zip, limits);
        ZipArchive.entries(zip, limits.maxFiles()).forEach(archive::place);
        if (archive.files.isEmpty()) {
            throw ZipFaults.empty();
        }
        return archive;
    }

    /** From the outside in, the file root first; also those that only their files imply. */
    public Set<Point> directories() {
        return Collections.unmodifiableSet(directories);
    }

    /** In the order of the zip. */
    public List<PlacedFile> files() {
        return Collections.unmodifiableList(files);
    }

    /** The bytes of a file; fails with status 400 or 413. */
    public byte[] unpack(PlacedFile file) {
        return unpacker.unpack(file.entry());
    }

    /** The paths of all that is there, those of directories with their slash. */
    public Set<String> paths() {
        int start = (bundle + ":/").length();
        Set<String> paths = new HashSet<>();
        directories.forEach(point -> paths.add(point.toString().substring(start)));
        files.forEach(file -> paths.add(file.name()));
        return paths;
    }

    private void place(ZipEntry entry) {
        String name = entry.name();
        checkName(name);
        Point point;
        try {
            point = Point.parse(bundle + ":/" + name);
        } catch (HyperspaceException e) {
            throw ZipFaults.badName(name, e.fault().message());
        }
        if (!names.add(name)) {
            throw ZipFaults.duplicate(name);
        }
        List<Point> levels = point.levels();
        int end = entry.isDirectory() ? levels.size() : levels.size() - 1;
        directories.addAll(levels.subList(bundle.depth() + 1, end));
        if (!entry.isDirectory()) {
            files.add(new PlacedFile(point, entry));
        }
        if (directories.size() + files.size() > limits.maxFiles()) {
            throw ZipFaults.tooManyFiles(limits.maxFiles());
        }
    }

    private static void checkName(String name) {
        if (name.isEmpty()) {
            throw ZipFaults.badName(name, "it is empty");
        }
        if (name.startsWith("/")) {
            throw ZipFaults.badName(name, "it starts at the root of a disk");
        }
        if (name.indexOf('\\') >= 0) {
            throw ZipFaults.badName(name, "it holds a backslash");
        }
        if (List.of(name.split("/", -1)).contains("..")) {
            throw ZipFaults.badName(name, "it leads out of the bundle");
        }
    }
}
