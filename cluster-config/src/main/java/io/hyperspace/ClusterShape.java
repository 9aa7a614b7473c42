package io.hyperspace;

import com.typesafe.config.Config;
import io.hyperspace.registry.database.ClusterFacts;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.topology.Topology;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all Machines of a Hyperverse have to agree about: how many stars of each kind there are, and which lanes.
 *
 * @param counts the stars of each kind
 * @param topology the lanes
 */
record ClusterShape(Map<StarKind, Integer> counts, Topology topology) {

    private static final String COUNT = "star.count.";

    /**
     * The shape that a configuration has.
     *
     * @param hyperspace the configuration below {@code hyperspace}
     * @throws io.hyperspace.space.error.HyperspaceException when its graph is not right or leaves a star out of reach
     */
    static ClusterShape of(Config hyperspace) {
        Config configured = hyperspace.getConfig("star.counts");
        Map<StarKind, Integer> counts = new EnumMap<>(StarKind.class);
        configured.root().keySet().forEach(name -> counts.put(StarKind.ofStarName(name), configured.getInt(name)));
        return new ClusterShape(counts, Topology.of(hyperspace, counts));
    }

    /** What the cluster stores of it, value by name. */
    Map<String, String> facts() {
        Map<String, String> facts = new HashMap<>(topology.facts());
        counts.forEach((kind, count) -> facts.put(COUNT + kind.starName(), count.toString()));
        return facts;
    }

    /** Why a cluster cannot take a change of its shape; null when it can. Particles live in the stars that there are. */
    static @Nullable Fault refusal(ClusterFacts.Change change) {
        String before = change.before();
        if (before == null || !change.name().startsWith(COUNT)) {
            return null;
        }
        return Integer.parseInt(change.now()) >= Integer.parseInt(before)
                ? null
                : Fault.of(
                        422,
                        "E0730",
                        "the cluster has " + change.name() + " = " + before + ", which cannot become " + change.now(),
                        "particles live in the stars that there are; their number can only grow");
    }
}
