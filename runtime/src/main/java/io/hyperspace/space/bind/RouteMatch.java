package io.hyperspace.space.bind;

import java.util.Map;

/**
 * A route that took a wave.
 *
 * @param route the route
 * @param captures what the path's groups held, by name and by number
 */
public record RouteMatch(BindRoute route, Map<String, String> captures) {
    public RouteMatch {
        captures = Map.copyOf(captures);
    }
}
