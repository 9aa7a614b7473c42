package io.hyperspace.space.selector;

import io.hyperspace.space.kind.Specific;
import io.hyperspace.space.point.VersionRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a specific may be, such as {@code *:postgres.org:*:gis:(^16)}: each part is exact or {@code *}, and the version may
 * be a range in parentheses.
 */
public final class SpecificPattern {

    private static final String ANY = "*";

    private final String text;
    private final List<String> parts;
    private final @Nullable VersionRange versions;

    private SpecificPattern(String text, List<String> parts, @Nullable VersionRange versions) {
        this.text = text;
        this.parts = parts;
        this.versions = versions;
    }

    /** @throws IllegalArgumentException if the text is not such a pattern */
    public static SpecificPattern parse(String text) {
        List<String> parts = text.length() > Specific.MAX_LENGTH ? List.of() : List.of(text.split(":", -1));
        if (parts.size() != Specific.PARTS) {
            throw new IllegalArgumentException("a specific has " + Specific.PARTS + " parts");
        }
        VersionRange versions = null;
        for (int i = 0; i < Specific.PARTS; i++) {
            String part = parts.get(i);
            if (i == Specific.VERSION && part.startsWith("(") && part.endsWith(")")) {
                versions = VersionRange.parse(part.substring(1, part.length() - 1));
            } else if (!part.equals(ANY) && !Specific.isPart(i, part)) {
                throw new IllegalArgumentException("not a part of a specific: " + part);
            }
        }
        return new SpecificPattern(text, parts, versions);
    }

    /** Whether it takes a specific. */
    public boolean matches(String specific) {
        String[] found = specific.split(":", -1);
        if (found.length != Specific.PARTS) {
            return false;
        }
        for (int i = 0; i < Specific.PARTS; i++) {
            if (!fits(i, found[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean fits(int index, String part) {
        if (index == Specific.VERSION && versions != null) {
            return versions.includes(part);
        }
        return parts.get(index).equals(ANY) || parts.get(index).equals(part);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SpecificPattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
