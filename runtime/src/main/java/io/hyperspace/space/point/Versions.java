package io.hyperspace.space.point;

import java.util.regex.Pattern;

/** Semantic Version 2.0.0 without build metadata. Source: semver.org. */
public final class Versions {

    private static final String NUMBER = "(?:0|[1-9]\\d*)";
    private static final String IDENTIFIER = "(?:" + NUMBER + "|\\d*[A-Za-z-][0-9A-Za-z-]*)";
    private static final Pattern FORM = Pattern.compile(
            NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-" + IDENTIFIER + "(?:\\." + IDENTIFIER + ")*)?");

    private Versions() {}

    public static boolean isVersion(String text) {
        return text.length() <= Point.MAX_SEGMENT_BYTES && FORM.matcher(text).matches();
    }
}
