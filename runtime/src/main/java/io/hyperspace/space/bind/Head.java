package io.hyperspace.space.bind;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which waves a scope or a route takes, of those that what is around it takes.
 *
 * @param method which methods
 * @param filters what the agent must pass, in order
 * @param path which paths; null for any
 */
public record Head(
        MethodPattern method,
        List<Filter> filters,
        @Nullable RoutePath path) {

    /** Takes whatever comes. */
    public static final Head ANY = new Head(MethodPattern.ANY, List.of(), null);

    public Head {
        filters = List.copyOf(filters);
    }

    /** A head that takes one method with any path. */
    public static Head of(MethodPattern method) {
        return new Head(method, List.of(), null);
    }

    /** Filters and path, as they stand behind the method. */
    String rest() {
        return Filter.print(filters) + (path == null ? "" : path);
    }
}
