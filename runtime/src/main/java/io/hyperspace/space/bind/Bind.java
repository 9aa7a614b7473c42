package io.hyperspace.space.bind;

import io.hyperspace.space.bind.Entry.Route;
import io.hyperspace.space.bind.Entry.Scope;
import io.hyperspace.space.wave.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which waves a particle takes, and the pipeline that each one travels. The first route that fits wins. It prints as the
 * document that parses back to it, and is what its scopes are: equal scopes make equal binds.
 */
public final class Bind {

    public static final int MAX_ROUTES = 1000;
    /**
     * How many steps the paths of all scopes and routes may make that are not matched by hand: for at worst a wave tries
     * them all, each step for each character of its path; and each takes memory.
     */
    public static final long MAX_STEPS = 50_000;

    /** What is said of a bind with too large paths. */
    public static final String TOO_MANY_STEPS = "the paths of a bind make at most " + MAX_STEPS + " steps in all";

    /** How deep scopes may be nested. */
    public static final int MAX_DEPTH = 64;

    private final List<Scope> scopes;
    private final List<BindRoute> routes;
    /** Made when the first wave comes: whoever only checks a document needs none. */
    private volatile @Nullable RouteTable table;

    /** @throws IllegalArgumentException if the scopes are too many, too deep, or hold what no wave could reach */
    public Bind(List<Scope> scopes) {
        this.scopes = List.copyOf(scopes);
        List<BindRoute> flat = new ArrayList<>();
        long steps = 0;
        for (Scope scope : scopes) {
            steps += flatten(scope, Surroundings.NONE, 1, flat);
        }
        this.routes = List.copyOf(flat);
        if (steps > MAX_STEPS) {
            throw new IllegalArgumentException(TOO_MANY_STEPS);
        }
    }

    /** Adds the routes of an entry, and gives the steps of its paths. */
    private static long flatten(Entry entry, Surroundings around, int depth, List<BindRoute> routes) {
        Surroundings here = around.within(entry.head())
                .orElseThrow(() -> new IllegalArgumentException("no wave can reach " + entry.head()));
        if (entry instanceof Route route) {
            if (routes.size() == MAX_ROUTES) {
                throw new IllegalArgumentException("a bind has at most " + MAX_ROUTES + " routes");
            }
            BindRoute flat = here.route(route.head().path() == null, route.pipeline());
            routes.add(flat);
            return flat.path().steps();
        }
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("nested more than " + MAX_DEPTH + " deep");
        }
        long steps = entry.head().path() == null ? 0 : new WholePath(here.paths(), false).steps();
        for (Entry inner : ((Scope) entry).entries()) {
            steps += flatten(inner, here, depth + 1, routes);
        }
        return steps;
    }

    /** A bind with one pipeline for all that comes with one of some methods. */
    public static Bind of(Pipeline pipeline, MethodPattern... methods) {
        List<Entry> entries = new ArrayList<>();
        for (MethodPattern method : methods) {
            entries.add(new Route(Head.of(method), pipeline));
        }
        return new Bind(List.of(new Scope(Head.ANY, entries)));
    }

    /** The scopes, as written. */
    public List<Scope> scopes() {
        return scopes;
    }

    /** The routes in the order written, each with all that is around it. */
    public List<BindRoute> routes() {
        return routes;
    }

    /**
     * The first route that takes a wave. Whether its filters let the wave in is asked afterwards.
     *
     * @param method the wave's method
     * @param path the wave's path, without the query
     */
    public Optional<RouteMatch> match(Method method, String path) {
        RouteTable ready = table;
        if (ready == null) {
            ready = new RouteTable(routes);
            table = ready;
        }
        return ready.match(method, path);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bind bind && scopes.equals(bind.scopes);
    }

    @Override
    public int hashCode() {
        return scopes.hashCode();
    }

    @Override
    public String toString() {
        return BindPrinter.print(this);
    }
}
