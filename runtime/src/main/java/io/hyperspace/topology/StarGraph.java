package io.hyperspace.topology;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The stars and the lanes between them that a Hyperverse declares; no others exist. A lane leads both ways. Where a wave
 * begins is a star of the graph too, {@link #HERE}: the one of its Machine, the same for all Machines.
 *
 * <p>Invariant: every star of the Hyperverse is at most {@code hops} lanes away from {@link #HERE}.
 *
 * <p>The golden path is found by a breadth-first search. Of several that are equally short, each star has one of its own,
 * the same on all Machines, so that several relays share what there is to do.
 */
public final class StarGraph implements Topology {

    /** The star of any Machine. */
    static final StarKey HERE = StarKey.of(StarKind.MACHINE, 0);

    /** What fits into a fact of the cluster. */
    private static final int MAX_TEXT = 4_000;

    private final int hops;
    private final Set<String> declared;
    private final Map<StarKey, List<StarKey>> neighbours;

    /**
     * @param lanes each as two ends with a dash between them, see {@link LaneEnds}
     * @param hops how many lanes a wave may pass
     * @param counts how many stars of each kind there are
     * @throws io.hyperspace.space.error.HyperspaceException 400 for what is no lane, 503 when a star is out of reach
     */
    public static StarGraph of(List<String> lanes, int hops, Map<StarKind, Integer> counts) {
        StarGraph graph = new StarGraph(lanes, hops, counts);
        counts.forEach((kind, count) -> {
            for (int i = 0; i < count; i++) {
                Fault refusal = graph.refusal(StarKey.of(kind, i));
                if (refusal != null) {
                    throw refusal.toException();
                }
            }
        });
        return graph;
    }

    private StarGraph(List<String> lanes, int hops, Map<StarKind, Integer> counts) {
        this.hops = hops;
        this.declared = new TreeSet<>();
        Map<StarKey, Set<StarKey>> found = new TreeMap<>();
        for (String text : lanes) {
            LaneEnds ends = LaneEnds.parse(text, counts);
            declared.add(ends.toString());
            for (StarKey one : ends.first()) {
                for (StarKey other : ends.second()) {
                    connect(found, one, other);
                }
            }
        }
        if (String.join(", ", declared).length() > MAX_TEXT) {
            throw GraphFaults.tooLong(MAX_TEXT).toException();
        }
        this.neighbours = new HashMap<>();
        found.forEach((star, others) -> neighbours.put(star, List.copyOf(others)));
    }

    private static void connect(Map<StarKey, Set<StarKey>> found, StarKey one, StarKey other) {
        if (!one.equals(other)) {
            found.computeIfAbsent(one, star -> new TreeSet<>()).add(other);
            found.computeIfAbsent(other, star -> new TreeSet<>()).add(one);
        }
    }

    @Override
    public List<StarKey> path(StarKey to, Set<StarKey> without) {
        Map<StarKey, StarKey> cameFrom = new HashMap<>();
        Deque<StarKey> open = new ArrayDeque<>();
        cameFrom.put(HERE, HERE);
        open.add(HERE);
        while (!open.isEmpty() && !cameFrom.containsKey(to)) {
            StarKey star = open.remove();
            for (StarKey next : inTurn(neighbours.getOrDefault(star, List.of()), to)) {
                if ((next.equals(to) || !without.contains(next)) && cameFrom.putIfAbsent(next, star) == null) {
                    open.add(next);
                }
            }
        }
        Deque<StarKey> path = new ArrayDeque<>();
        for (StarKey star = to; star != null && !star.equals(HERE); star = cameFrom.get(star)) {
            path.addFirst(star);
        }
        return cameFrom.containsKey(to) && path.size() <= hops ? List.copyOf(path) : List.of();
    }

    /** Begins with another neighbour for each target. */
    private static List<StarKey> inTurn(List<StarKey> stars, StarKey to) {
        int first = stars.isEmpty() ? 0 : Math.floorMod(to.index(), stars.size());
        List<StarKey> turned = new ArrayList<>(stars.subList(first, stars.size()));
        turned.addAll(stars.subList(0, first));
        return turned;
    }

    @Override
    public boolean allows(StarKey from, StarKey to, int hopsBefore) {
        return hopsBefore < hops && neighbours.getOrDefault(from, List.of()).contains(to);
    }

    @Override
    public @Nullable Fault refusal(StarKey to) {
        if (!path(to, Set.of()).isEmpty()) {
            return null;
        }
        return reachable().contains(to) ? GraphFaults.tooFar(to, hops) : GraphFaults.unreachable(to);
    }

    private Set<StarKey> reachable() {
        Set<StarKey> reached = new LinkedHashSet<>(Set.of(HERE));
        Deque<StarKey> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (StarKey next : neighbours.getOrDefault(open.remove(), List.of())) {
                if (reached.add(next)) {
                    open.add(next);
                }
            }
        }
        return reached;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("topology", "graph", "graph.lanes", String.join(", ", declared));
    }
}
