package io.hyperspace.space.bind;

import io.hyperspace.space.wave.Method;
import java.util.List;
import java.util.Optional;

/**
 * Which waves a particle takes, and the pipeline that each one travels. The first route that fits wins.
 *
 * @param routes in the order written, nested ones flattened
 */
public record Bind(List<BindRoute> routes) {

    public Bind {
        routes = List.copyOf(routes);
    }

    /**
     * The first route that takes a wave.
     *
     * @param method the wave's method
     * @param path the wave's path, without the query
     */
    public Optional<RouteMatch> match(Method method, String path) {
        for (BindRoute route : routes) {
            Optional<RouteMatch> match = route.match(method, path);
            if (match.isPresent()) {
                return match;
            }
        }
        return Optional.empty();
    }
}
