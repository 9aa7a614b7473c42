package io.hyperspace.space.bind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Routes by the text that their paths start with. A path is looked up among the sorted texts; those that it starts with
 * are the nearest before it and, of that, the ones that it in turn starts with, which are linked. Of the routes there the
 * first in the order written wins.
 */
final class PathIndex {

    private final String[] prefixes;
    /** For each prefix the longest other that it starts with, or -1. */
    private final int[] shorter;

    private final Indexed[][] routes;

    PathIndex(List<Indexed> all) {
        TreeMap<String, List<Indexed>> byPrefix = new TreeMap<>();
        for (Indexed route : all) {
            byPrefix.computeIfAbsent(route.prefix(), key -> new ArrayList<>()).add(route);
        }
        this.prefixes = byPrefix.keySet().toArray(String[]::new);
        this.routes = byPrefix.values().stream()
                .map(list -> list.toArray(Indexed[]::new))
                .toArray(Indexed[][]::new);
        this.shorter = new int[prefixes.length];
        for (int i = 0; i < prefixes.length; i++) {
            shorter[i] = startOf(i - 1, prefixes[i]);
        }
    }

    /** The longest prefix at a place, or linked from there, that a path starts with, or -1. */
    private int startOf(int place, String path) {
        int at = place;
        while (at >= 0 && !path.startsWith(prefixes[at])) {
            at = shorter[at];
        }
        return at;
    }

    /** Looks for a route that comes before what the search has found so far. */
    void look(Search search) {
        int place = Arrays.binarySearch(prefixes, search.path);
        int at = startOf(place < 0 ? -place - 2 : place, search.path);
        while (at >= 0) {
            for (Indexed route : routes[at]) {
                if (search.ends(route)) {
                    break;
                }
            }
            at = shorter[at];
        }
    }

    /**
     * A route with what finds it.
     *
     * @param bare what is found where the path has no groups, the same each time
     */
    record Indexed(
            int number,
            BindRoute route,
            String prefix,
            PathMatcher matcher,
            Map<String, Integer> names,
            RouteMatch bare) {

        static Indexed of(int number, BindRoute route) {
            WholePath path = route.path();
            PathShape shape = path.shape();
            RouteMatch bare = new RouteMatch(route, Map.of());
            return new Indexed(number, route, shape.prefix(), path.matcher(shape), path.names(), bare);
        }

        RouteMatch match(String path, int[] bounds) {
            int groups = bounds.length / 2;
            if (groups == 0) {
                return bare;
            }
            Map<String, String> captures = new HashMap<>(2 * (groups + names.size()));
            for (int group = 1; group <= groups; group++) {
                captures.put(Integer.toString(group), text(path, bounds, group));
            }
            names.forEach((name, group) -> captures.put(name, text(path, bounds, group)));
            return new RouteMatch(route, captures);
        }

        private static String text(String path, int[] bounds, int group) {
            int start = bounds[2 * group - 2];
            return start < 0 ? "" : path.substring(start, bounds[2 * group - 1]);
        }
    }

    /** The search for one path. */
    static final class Search {

        private final String path;
        private @Nullable Indexed first;
        private int @Nullable [] bounds;

        Search(String path) {
            this.path = path;
        }

        /** Tries a route; says whether those behind it need no look. */
        private boolean ends(Indexed route) {
            if (first != null && first.number() < route.number()) {
                return true;
            }
            int[] found = route.matcher().match(path);
            if (found != null) {
                first = route;
                bounds = found;
            }
            return found != null;
        }

        Optional<RouteMatch> found() {
            Indexed route = first;
            int[] groups = bounds;
            return route == null || groups == null ? Optional.empty() : Optional.of(route.match(path, groups));
        }
    }
}
