package io.hyperspace.space.bind;

import java.util.List;

/**
 * One route of a bind, with all that the scopes around it ask.
 *
 * @param method which methods it takes
 * @param filters what an agent must pass, outer ones first
 * @param path which paths it takes
 * @param pipeline what such a wave travels
 */
public record BindRoute(MethodPattern method, List<Filter> filters, WholePath path, Pipeline pipeline) {
    public BindRoute {
        filters = List.copyOf(filters);
    }
}
