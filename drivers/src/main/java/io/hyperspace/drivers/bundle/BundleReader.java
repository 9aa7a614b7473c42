package io.hyperspace.drivers.bundle;

import io.hyperspace.drivers.artifact.ArtifactKinds;
import io.hyperspace.drivers.content.Bodies;
import io.hyperspace.provision.Digest;
import io.hyperspace.space.document.MechtronConfig;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a zip as the content of a bundle and checks all of it: names are points, modules are WebAssembly, documents
 * parse, and what they name within the bundle is there. Holds one file at a time.
 */
final class BundleReader {

    private final Point bundle;
    private final BundleLimits limits;
    private final WasmCheck wasm;
    private final Set<String> names = new HashSet<>();
    private final Set<Point> directories = new LinkedHashSet<>();
    private final List<BundleFile> files = new ArrayList<>();
    private final Map<String, Point> binsByDocument = new HashMap<>();
    private int ordinary;

    private BundleReader(Point bundle, BundleLimits limits, WasmCheck wasm) {
        this.bundle = bundle;
        this.limits = limits;
        this.wasm = wasm;
    }

    /** @throws HyperspaceException with status 400 or 413, before anything is stored */
    static BundleContent read(Point bundle, byte[] zip, BundleLimits limits, WasmCheck wasm) {
        BundleReader reader = new BundleReader(bundle, limits, wasm);
        reader.directories.add(bundle.child("/"));
        List<ZipEntry> entries = ZipArchive.entries(zip, limits.maxFiles());
        List<Point> points = entries.stream().map(reader::place).toList();
        Unpacker unpacker = new Unpacker(zip, limits);
        for (int i = 0; i < entries.size(); i++) {
            ZipEntry entry = entries.get(i);
            if (!entry.isDirectory()) {
                reader.file(entry, points.get(i), unpacker.unpack(entry));
            }
        }
        return reader.content();
    }

    private BundleContent content() {
        if (files.isEmpty()) {
            throw BundleFaults.empty();
        }
        Set<Point> modules = new HashSet<>();
        files.stream()
                .filter(file -> file.kind().equals(ArtifactKinds.WASM))
                .forEach(file -> modules.add(file.point()));
        binsByDocument.forEach((document, bin) -> {
            if (bundle.equals(bin.parent()) && !modules.contains(bin)) {
                throw BundleFaults.noSuchWasm(document, bin);
            }
        });
        return new BundleContent(Collections.unmodifiableSet(directories), List.copyOf(files));
    }

    /** The point of an entry, once its name is known to be good; notes the directories that lead there. */
    private Point place(ZipEntry entry) {
        String name = entry.name();
        checkName(name);
        Point point;
        try {
            point = Point.parse(bundle + ":/" + name);
        } catch (HyperspaceException e) {
            throw BundleFaults.badName(name, e.fault().message());
        }
        if (!names.add(name)) {
            throw BundleFaults.duplicate(name);
        }
        List<Point> levels = point.levels();
        int end = entry.isDirectory() ? levels.size() : levels.size() - 1;
        directories.addAll(levels.subList(bundle.segments().size() + 1, end));
        ordinary += entry.isDirectory() ? 0 : 1;
        if (directories.size() + ordinary > limits.maxFiles()) {
            throw BundleFaults.tooManyFiles(limits.maxFiles());
        }
        return point;
    }

    private static void checkName(String name) {
        if (name.isEmpty()) {
            throw BundleFaults.badName(name, "it is empty");
        }
        if (name.startsWith("/")) {
            throw BundleFaults.badName(name, "it starts at the root of a disk");
        }
        if (name.indexOf('\\') >= 0) {
            throw BundleFaults.badName(name, "it holds a backslash");
        }
        if (List.of(name.split("/", -1)).contains("..")) {
            throw BundleFaults.badName(name, "it leads out of the bundle");
        }
    }

    private void file(ZipEntry entry, Point point, byte[] content) {
        Kind kind = ArtifactKinds.ofFileName(entry.name());
        try {
            check(entry.name(), kind, content);
        } catch (HyperspaceException e) {
            throw e.fault().span() != null ? e : BundleFaults.inFile(entry.name(), e);
        }
        files.add(new BundleFile(point, kind, Digest.of(content), content.length, entry));
    }

    private void check(String name, Kind kind, byte[] content) {
        if (kind.equals(ArtifactKinds.WASM)) {
            wasm.check(content);
        } else if (kind.equals(ArtifactKinds.BIND)) {
            Language.bind(name, document(content));
        } else if (kind.equals(ArtifactKinds.PARTICLE_CONFIG)) {
            MechtronConfig config = Language.mechtron(name, document(content), BundleEnvironment.of(bundle));
            binsByDocument.put(name, config.bin());
        }
    }

    private String document(byte[] content) {
        if (content.length > limits.maxDocument()) {
            throw Faults.tooLarge("the document", limits.maxDocument()).toException();
        }
        return Bodies.utf8(content);
    }
}
