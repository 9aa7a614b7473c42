package io.hyperspace.space.bundle;

import io.hyperspace.space.error.Faults;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.Check;
import io.hyperspace.space.language.Checked;
import io.hyperspace.space.language.Environment;
import io.hyperspace.space.language.Form;
import io.hyperspace.space.point.Point;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Checks the documents of a bundle: each by itself, and that what it names in the bundle is there. */
public final class BundleDocuments {

    /** What an app stands at while it is only checked. */
    private static final Point APP = Point.parse("space:app");

    private final Point bundle;
    private final Set<String> paths;
    private final BundleLimits limits;
    private final KnownKinds kinds;

    /** The documents of an archive, for a reader that knows these kinds. */
    public BundleDocuments(Point bundle, BundleArchive archive, BundleLimits limits, KnownKinds kinds) {
        this.bundle = bundle;
        this.paths = archive.paths();
        this.limits = limits;
        this.kinds = kinds;
    }

    /**
     * Checks a file that is a document by its name; any other is none of the language's business.
     *
     * @throws io.hyperspace.space.language.LanguageException with all that is wrong with it
     * @throws io.hyperspace.space.error.HyperspaceException with status 413 when it is too large, 400 when it is not
     *     UTF-8
     */
    public Optional<Checked<Object>> check(String name, byte[] content) {
        return Form.ofFileName(name).map(form -> {
            if (content.length > limits.maxDocument()) {
                throw Faults.tooLarge("the document", limits.maxDocument()).toException();
            }
            Environment inBundle = BundleEnvironment.of(bundle);
            Environment environment = form == Form.APP ? new Environment(APP, inBundle.variables()) : inBundle;
            return Check.inBundle(form, name, text(content), environment, kinds, bundle, paths);
        });
    }

    private static String text(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ZipFaults.notText();
        }
    }
}
