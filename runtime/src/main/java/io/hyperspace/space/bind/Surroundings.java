package io.hyperspace.space.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the scopes around an entry ask, outermost first.
 *
 * @param method which methods
 * @param filters what the agent must pass
 * @param paths the paths that stand before the entry's own
 */
public record Surroundings(MethodPattern method, List<Filter> filters, List<RoutePath> paths) {

    /** What is around the outermost scopes. */
    public static final Surroundings NONE = new Surroundings(MethodPattern.ANY, List.of(), List.of());

    public Surroundings {
        filters = List.copyOf(filters);
        paths = List.copyOf(paths);
    }

    /** What is asked inside of an entry; nothing when no wave could ever come there. */
    public Optional<Surroundings> within(Head head) {
        return method.and(head.method()).map(both -> new Surroundings(both, with(filters, head.filters()), with(head)));
    }

    private List<RoutePath> with(Head head) {
        RoutePath path = head.path();
        return path == null ? paths : with(paths, List.of(path));
    }

    private static <T> List<T> with(List<T> outer, List<T> inner) {
        List<T> all = new ArrayList<>(outer);
        all.addAll(inner);
        return all;
    }

    /**
     * The route that a pipeline makes here.
     *
     * @param open whether the route itself says nothing of paths, and so takes whatever lies below
     * @throws IllegalArgumentException if the paths are one too large expression
     */
    public BindRoute route(boolean open, Pipeline pipeline) {
        return new BindRoute(method, filters, new WholePath(paths, open), pipeline);
    }
}
