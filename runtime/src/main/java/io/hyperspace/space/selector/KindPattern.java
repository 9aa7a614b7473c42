package io.hyperspace.space.selector;

import io.hyperspace.space.kind.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What a kind may be.
 *
 * @param base the base, or null for any
 * @param sub the sub, or null for any or none
 * @param specific the specific, or null for any or none
 */
public record KindPattern(
        @Nullable String base,
        @Nullable String sub,
        @Nullable String specific) {

    public boolean matches(Kind kind) {
        return (base == null || base.equals(kind.base()))
                && (sub == null || sub.equals(kind.sub()))
                && (specific == null || specific.equals(kind.specific()));
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
