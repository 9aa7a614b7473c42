package io.hyperspace.space.bundle;

import io.hyperspace.space.language.Environment;
import io.hyperspace.space.point.Point;
import java.util.Map;

/** What relative points and variables of a document in a bundle stand for. */
public final class BundleEnvironment {

    private BundleEnvironment() {}

    /** {@code .} and {@code ${bundle}} are the bundle that the document is in. */
    public static Environment of(Point bundle) {
        return new Environment(bundle, Map.of("bundle", bundle.toString()));
    }
}
