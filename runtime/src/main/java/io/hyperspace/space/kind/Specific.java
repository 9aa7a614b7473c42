package io.hyperspace.space.kind;

import io.hyperspace.space.point.Versions;
import java.util.regex.Pattern;

/** The most detailed part of a kind: {@code provider-domain:vendor-domain:product:variant:version}. */
public final class Specific {

    public static final int PARTS = 5;
    public static final int VERSION = 4;
    public static final int MAX_LENGTH = 512;

    private static final Pattern DOMAIN = Pattern.compile("[a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)*");
    private static final Pattern SKEWER = Pattern.compile("[a-z][a-z0-9-]*");

    private Specific() {}

    public static boolean isSpecific(String text) {
        String[] parts = text.split(":", -1);
        boolean good = parts.length == PARTS && text.length() <= MAX_LENGTH;
        for (int i = 0; good && i < PARTS; i++) {
            good = isPart(i, parts[i]);
        }
        return good;
    }

    /** Whether a text may be the part at an index: two domains, product, variant, version. */
    public static boolean isPart(int index, String part) {
        return switch (index) {
            case 0, 1 -> DOMAIN.matcher(part).matches();
            case VERSION -> Versions.isVersion(part);
            default -> SKEWER.matcher(part).matches();
        };
    }
}
