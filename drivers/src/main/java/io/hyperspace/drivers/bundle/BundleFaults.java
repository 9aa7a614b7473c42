package io.hyperspace.drivers.bundle;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.Point;

/** The faults of publishing what is a good bundle: E0622 to E0625. */
public final class BundleFaults {

    private BundleFaults() {}

    static HyperspaceException notABundlePoint(Point point) {
        return Fault.of(
                        422,
                        "E0622",
                        "'" + point + "' is no point for a bundle",
                        "a bundle's point ends in a version, as in repo:series:1.0.0")
                .toException();
    }

    /** The series that a bundle is to be published in is not there. */
    public static Fault seriesMissing(Point series) {
        return Fault.of(
                422,
                "E0623",
                "there is no series '" + series + "' to publish in",
                "create " + series + "<BundleSeries>");
    }

    static HyperspaceException otherContent(Point bundle) {
        return Fault.of(
                        409,
                        "E0624",
                        "an interrupted publish of '" + bundle + "' had other content",
                        "publish the same zip again to complete it, or choose the next version")
                .toException();
    }

    static HyperspaceException published(Point bundle) {
        return Fault.of(409, "E0625", "'" + bundle + "' is published already", "choose the next version")
                .toException();
    }
}
