package io.hyperspace.space.selector;

import io.hyperspace.space.kind.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What a kind may be.
 *
 * @param base the base, or null for any
 * @param sub the sub, or null for any or none
 * @param specific what the specific may be, or null for any or none
 */
public record KindPattern(
        @Nullable String base,
        @Nullable String sub,
        @Nullable SpecificPattern specific) {

    public KindPattern {
        if ((base != null && !isName(base)) || (sub != null && !isName(sub))) {
            throw new IllegalArgumentException("not a kind pattern");
        }
    }

    /** Whether a text may be a base or a sub. */
    public static boolean isName(String text) {
        return Kind.isName(text);
    }

    public boolean matches(Kind kind) {
        return (base == null || base.equals(kind.base()))
                && (sub == null || sub.equals(kind.sub()))
                && (specific == null || (kind.specific() != null && specific.matches(kind.specific())));
    }

    /** Whether a kind fits that may not be known; an unknown one fits only a pattern for any kind. */
    boolean admits(@Nullable Kind kind) {
        return kind == null ? base == null && sub == null && specific == null : matches(kind);
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
