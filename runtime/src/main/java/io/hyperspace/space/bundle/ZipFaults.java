package io.hyperspace.space.bundle;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;

/** The faults of a zip that is to be a bundle: E0610 to E0620 and E0627. */
public final class ZipFaults {

    private static final int SHOWN_NAME = 120;

    private ZipFaults() {}

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

    static HyperspaceException notText() {
        return Fault.of(400, "E0627", "the document is not UTF-8").toException();
    }

    /** A fault with the file that it is about in front of its message. */
    public static HyperspaceException inFile(String name, HyperspaceException cause) {
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
