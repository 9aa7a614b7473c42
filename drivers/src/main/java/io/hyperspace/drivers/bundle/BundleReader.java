package io.hyperspace.drivers.bundle;

import io.hyperspace.drivers.artifact.ArtifactKinds;
import io.hyperspace.provision.Digest;
import io.hyperspace.space.bundle.BundleArchive;
import io.hyperspace.space.bundle.BundleArchive.PlacedFile;
import io.hyperspace.space.bundle.BundleDocuments;
import io.hyperspace.space.bundle.BundleLimits;
import io.hyperspace.space.bundle.ZipFaults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.point.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a zip as the content of a bundle and checks all of it: names are points, modules are WebAssembly, documents
 * parse, and what they name within the bundle is there. Holds one file at a time.
 */
final class BundleReader {

    private BundleReader() {}

    /** @throws HyperspaceException with status 400 or 413, before anything is stored */
    static BundleContent read(Point bundle, byte[] zip, BundleLimits limits, WasmCheck wasm) {
        BundleArchive archive = BundleArchive.open(bundle, zip, limits);
        BundleDocuments documents = new BundleDocuments(bundle, archive, limits, KnownKinds.ANY);
        List<BundleFile> files = new ArrayList<>();
        for (PlacedFile file : archive.files()) {
            byte[] content = archive.unpack(file);
            Kind kind = ArtifactKinds.ofFileName(file.name());
            try {
                if (kind.equals(ArtifactKinds.WASM)) {
                    wasm.check(content);
                }
                documents.check(file.name(), content);
            } catch (HyperspaceException e) {
                throw e.fault().span() != null ? e : ZipFaults.inFile(file.name(), e);
            }
            files.add(new BundleFile(file.point(), kind, Digest.of(content), content.length, file.entry()));
        }
        return new BundleContent(archive.directories(), List.copyOf(files));
    }
}
