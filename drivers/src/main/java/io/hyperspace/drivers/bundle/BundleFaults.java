package io.hyperspace.drivers.bundle;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.Point;

/** The faults of publishing, E0610 to E0629. */
public final class BundleFaults {

    private static final int SHOWN_NAME = 120;

    private BundleFaults() {}

    static HyperspaceException notAZip(String why) {
        return Fault.of(400, "E0610", "the upload is not a zip: " + why, "publish a folder, or a zip of one")
                .toException();
    }

    static HyperspaceException encrypted(String name) {
        return Fault.of(400, "E0611", shown(name) + " is encrypted").toException();
    }

    static HyperspaceException badName(String name, String why) {
        return Fault.of(
                        400,
                        "E0612",
                        shown(name) + " is no name for a file in a bundle: " + why,
                        "names are letters, digits, '-', '_' and '.', with '/' between them")
                .toException();
    }

    static HyperspaceException duplicate(String name) {
        return Fault.of(400, "E0613", shown(name) + " is in the zip twice").toException();
    }

    static HyperspaceException tooManyFiles(int limit) {
        return Fault.of(413, "E0614", "a bundle has at most " + limit + " files and directories")
                .toException();
    }

    static HyperspaceException unpacksTooLarge(long limit) {
        return Fault.of(413, "E0615", "the zip unpacks to more than " + limit + " bytes")
                .toException();
    }

    static HyperspaceException fileTooLarge(String name, long limit) {
        return Fault.of(413, "E0616", shown(name) + " is larger than " + limit + " bytes")
                .toException();
    }

    static HyperspaceException tooCompressed(String name, int limit) {
        return Fault.of(413, "E0617", shown(name) + " is compressed more than " + limit + " to 1, as a zip bomb is")
                .toException();
    }

    static HyperspaceException damaged(String what) {
        return Fault.of(400, "E0618", "the zip is damaged: " + what).toException();
    }

    static HyperspaceException unsupported(String what) {
        return Fault.of(400, "E0619", "the zip uses " + what + ", which is not read here", "zip it with deflate")
                .toException();
    }

    static HyperspaceException empty() {
        return Fault.of(400, "E0620", "the zip holds no file").toException();
    }

    static HyperspaceException noSuchWasm(String document, Point bin) {
        return Fault.of(
                        400,
                        "E0621",
                        shown(document) + " names '" + bin + "', which is not a WebAssembly file of this bundle")
                .toException();
    }

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

    /** A fault with the file that it is about in front of its message. */
    static HyperspaceException inFile(String name, HyperspaceException cause) {
        Fault fault = cause.fault();
        String message = shown(name) + ": " + fault.message();
        return new HyperspaceException(
                new Fault(fault.status(), fault.code(), message, fault.span(), fault.help(), fault.excerpt()), cause);
    }

    /** A name from a zip, fit to be printed: quoted, cut, with nothing but visible ASCII. */
    private static String shown(String name) {
        StringBuilder out = new StringBuilder("'");
        name.codePoints().limit(SHOWN_NAME).forEach(c -> out.append(c > ' ' && c < 0x7f ? (char) c : '?'));
        return out.append(name.length() > SHOWN_NAME ? "…'" : "'").toString();
    }
}
