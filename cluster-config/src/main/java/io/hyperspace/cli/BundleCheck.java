package io.hyperspace.cli;

import io.hyperspace.control.FolderArchive;
import io.hyperspace.space.bundle.BundleArchive;
import io.hyperspace.space.bundle.BundleArchive.PlacedFile;
import io.hyperspace.space.bundle.BundleDocuments;
import io.hyperspace.space.bundle.BundleLimits;
import io.hyperspace.space.bundle.ZipFaults;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.Checked;
import io.hyperspace.space.language.LanguageException;
import io.hyperspace.space.point.Point;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks a bundle as publishing would, but for its modules, which need an engine; and tells all that is wrong. */
final class BundleCheck {

    /** How many errors a bundle may have before the rest of it is left unread. */
    static final int MAX_ERRORS = 200;

    private final Point bundle;
    private final KnownKinds kinds;

    BundleCheck(Point bundle, KnownKinds kinds) {
        this.bundle = bundle;
        this.kinds = kinds;
    }

    /**
     * What was found.
     *
     * @param documents the names of those that are good
     * @param files how many files there are in all
     */
    record Outcome(List<String> documents, int files, List<Fault> errors, List<Fault> warnings) {
        Outcome {
            documents = List.copyOf(documents);
            errors = List.copyOf(errors);
            warnings = List.copyOf(warnings);
        }
    }

    /** @throws HyperspaceException when there is no bundle to look into */
    Outcome run(String name, Terminal terminal) {
        BundleArchive archive = BundleArchive.open(bundle, zip(name, terminal), BundleLimits.DEFAULT);
        BundleDocuments documents = new BundleDocuments(bundle, archive, BundleLimits.DEFAULT, kinds);
        List<String> good = new ArrayList<>();
        List<Fault> errors = new ArrayList<>();
        List<Fault> warnings = new ArrayList<>();
        for (PlacedFile file : archive.files()) {
            if (errors.size() >= MAX_ERRORS) {
                break;
            }
            try {
                Optional<Checked<Object>> checked = documents.check(file.name(), archive.unpack(file));
                checked.ifPresent(document -> {
                    good.add(file.name());
                    warnings.addAll(document.warnings());
                });
            } catch (LanguageException e) {
                errors.addAll(e.faults());
                warnings.addAll(e.warnings());
            } catch (HyperspaceException e) {
                errors.add(ZipFaults.inFile(file.name(), e).fault());
            }
        }
        return new Outcome(good, archive.files().size(), errors, warnings);
    }

    private static byte[] zip(String name, Terminal terminal) {
        try {
            Path path = terminal.resolve(name);
            if (!Files.isDirectory(path) && !Files.isRegularFile(path)) {
                throw ClientFaults.unreadable(name, "there is no such folder or zip; for a text, say --as FORM")
                        .toException();
            }
            return FolderArchive.bytes(path, BundleLimits.DEFAULT.maxZip());
        } catch (InvalidPathException e) {
            throw new HyperspaceException(ClientFaults.unreadable(name, "it is no name for a file"), e);
        }
    }
}
