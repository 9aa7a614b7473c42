package io.hyperspace.space.bind;

import io.hyperspace.space.wave.Method;
import java.util.ArrayList;
import java.util.EnumMap;
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

    private final Map<Method, PathIndex> ofMethod = new HashMap<>();
    private final Map<Method.Family, PathIndex> ofFamily = new EnumMap<>(Method.Family.class);
    private final Map<String, PathIndex> ofName = new HashMap<>();
    private @Nullable PathIndex ofAny;

    RouteTable(List<BindRoute> routes) {
        Map<MethodPattern, List<PathIndex.Indexed>> byMethod = new HashMap<>();
        for (int i = 0; i < routes.size(); i++) {
            BindRoute route = routes.get(i);
            byMethod.computeIfAbsent(route.method(), key -> new ArrayList<>()).add(PathIndex.Indexed.of(i, route));
        }
        byMethod.forEach((method, list) -> put(method, new PathIndex(list)));
    }

    private void put(MethodPattern method, PathIndex index) {
        Method.Family family = method.family();
        String name = method.name();
        if (family != null && name != null) {
            ofMethod.put(new Method(family, name), index);
        } else if (family != null) {
            ofFamily.put(family, index);
        } else if (name != null) {
            ofName.put(name, index);
        } else {
            ofAny = index;
        }
    }

    Optional<RouteMatch> match(Method method, String path) {
        PathIndex.Search search = new PathIndex.Search(path);
        look(ofMethod.get(method), search);
        look(ofFamily.get(method.family()), search);
        look(ofName.get(method.name()), search);
        look(ofAny, search);
        return search.found();
    }

    private static void look(@Nullable PathIndex index, PathIndex.Search search) {
        if (index != null) {
            index.look(search);
        }
    }
}
