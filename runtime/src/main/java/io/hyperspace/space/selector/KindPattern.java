package io.hyperspace.space.selector;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.Specific;
import io.hyperspace.space.point.VersionRange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a kind may be.
 *
 * @param base the base, or null for any
 * @param sub the sub, or null for any or none
 * @param specific the specific, whose parts may be {@code *} and whose version may be a range in parentheses, or null for
 *     any or none
 */
public record KindPattern(
        @Nullable String base,
        @Nullable String sub,
        @Nullable String specific) {

    public KindPattern {
        boolean good = (base == null || isName(base)) && (sub == null || isName(sub));
        if (!good || (specific != null && !isSpecific(specific))) {
            throw new IllegalArgumentException("not a kind pattern");
        }
    }

    /** Whether a text may be a base or a sub. */
    public static boolean isName(String text) {
        return Kind.isName(text);
    }

    /** Whether a text may be the pattern of a specific. */
    public static boolean isSpecific(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != Specific.PARTS || text.length() > Specific.MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].equals("*")
                    && !Specific.isPart(i, parts[i])
                    && !(i == Specific.VERSION && isRange(parts[i]))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isRange(String text) {
        try {
            VersionRange.parse(inner(text));
            return text.startsWith("(") && text.endsWith(")");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String inner(String range) {
        return range.length() < 2 ? "" : range.substring(1, range.length() - 1);
    }

    public boolean matches(Kind kind) {
        return (base == null || base.equals(kind.base()))
                && (sub == null || sub.equals(kind.sub()))
                && (specific == null || (kind.specific() != null && matches(specific, kind.specific())));
    }

    /** Whether a kind fits that may not be known; an unknown one fits only a pattern for any kind. */
    boolean admits(@Nullable Kind kind) {
        return kind == null ? base == null && sub == null && specific == null : matches(kind);
    }

    private static boolean matches(String pattern, String specific) {
        String[] wanted = pattern.split(":", -1);
        String[] found = specific.split(":", -1);
        for (int i = 0; i < wanted.length; i++) {
            boolean range = wanted[i].startsWith("(");
            boolean fits = range
                    ? VersionRange.parse(inner(wanted[i])).includes(found[i])
                    : wanted[i].equals("*") || Objects.equals(wanted[i], found[i]);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        String name = base == null ? "*" : base;
        if (sub == null && specific == null) {
            return name;
        }
        return name + "<" + (sub == null ? "*" : sub) + (specific == null ? "" : "<" + specific + ">") + ">";
    }
}
