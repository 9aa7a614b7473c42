package io.hyperspace.space.bind;

import io.hyperspace.space.wave.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The routes of a bind, ready to be searched. Every route is in one index only, by what it asks of the method; so the
 * memory is linear in the bind, and a wave looks into four indexes at most.
 */
final class RouteTable {

    private final Map<MethodPattern, PathIndex> indexes = new HashMap<>();

    RouteTable(List<BindRoute> routes) {
        Map<MethodPattern, List<PathIndex.Indexed>> byMethod = new HashMap<>();
        for (int i = 0; i < routes.size(); i++) {
            BindRoute route = routes.get(i);
            byMethod.computeIfAbsent(route.method(), key -> new ArrayList<>()).add(PathIndex.Indexed.of(i, route));
        }
        byMethod.forEach((method, list) -> indexes.put(method, new PathIndex(list)));
    }

    Optional<RouteMatch> match(Method method, String path) {
        PathIndex.Search search = new PathIndex.Search(path);
        look(new MethodPattern(method.family(), method.name()), search);
        look(new MethodPattern(method.family(), null), search);
        look(new MethodPattern(null, method.name()), search);
        look(MethodPattern.ANY, search);
        return search.found();
    }

    private void look(MethodPattern method, PathIndex.Search search) {
        @Nullable PathIndex index = indexes.get(method);
        if (index != null) {
            index.look(search);
        }
    }
}
