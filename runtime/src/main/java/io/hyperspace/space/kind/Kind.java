package io.hyperspace.space.kind;

import org.jspecify.annotations.Nullable;

/**
 * What a particle is, such as {@code Space}, {@code Artifact<Bind>} or {@code Database<Relational<…>>}.
 *
 * @param base in CamelCase
 * @param sub in CamelCase, or null
 * @param specific {@code provider:vendor:product:variant:version}, or null
 */
public record Kind(
        String base, @Nullable String sub, @Nullable String specific) {

    public static final Kind ROOT = of("Root");
    public static final Kind SPACE = of("Space");
    public static final Kind BASE = of("Base");
    public static final Kind GLOBAL = of("Global");
    public static final Kind USER = of("User");
    public static final Kind USER_BASE = of("UserBase", "Internal");
    public static final Kind REPO = of("Repo");
    public static final Kind BUNDLE_SERIES = of("BundleSeries");
    public static final Kind BUNDLE = of("Bundle");
    public static final Kind MECHTRON = of("Mechtron");
    public static final Kind WEB = of("Native", "Web");

    /** @throws IllegalArgumentException if a part is not well-formed, or a specific stands without a sub */
    public Kind {
        if (!isName(base) || (sub != null && !isName(sub))) {
            throw new IllegalArgumentException("a base or a sub is in CamelCase: " + base + ", " + sub);
        }
        if (specific != null && (sub == null || !Specific.isSpecific(specific))) {
            throw new IllegalArgumentException("not a specific of a sub: " + specific);
        }
    }

    public static Kind of(String base) {
        return new Kind(base, null, null);
    }

    public static Kind of(String base, String sub) {
        return new Kind(base, sub, null);
    }

    /** Whether a text may be a base or a sub. */
    public static boolean isName(String text) {
        return !text.isEmpty() && KindParser.nameEnd(text, 0) == text.length();
    }

    /** @throws io.hyperspace.space.error.HyperspaceException with status 400 and a span if the text is not a kind */
    public static Kind parse(String text) {
        return new KindParser(text).kind();
    }

    @Override
    public String toString() {
        if (sub == null) {
            return base;
        }
        return base + "<" + sub + (specific == null ? "" : "<" + specific + ">") + ">";
    }
}
