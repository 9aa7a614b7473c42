package io.hyperspace.topology;

import com.typesafe.config.Config;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which lanes there are. Every Machine of a Hyperverse has an equal one. Whatever it is, waves are handled alike; only the
 * stars that they pass on their way differ.
 */
public sealed interface Topology permits Topology.Mesh, StarGraph {

    /** Every Machine has a lane to every star. */
    Topology MESH = new Mesh();

    /**
     * The golden path from any Machine to a star: the stars that a wave comes to, one after the other, its own last; none
     * when there is no such path.
     *
     * @param without stars that must not be passed
     */
    List<StarKey> path(StarKey to, Set<StarKey> without);

    /** Whether a wave may go on to a star, from another that it came to by so many hops. */
    boolean allows(StarKey from, StarKey to, int hops);

    /** Why no wave comes to a star; null when waves do. */
    @Nullable Fault refusal(StarKey to);

    /** What Machines of one Hyperverse must agree about, value by name. */
    Map<String, String> facts();

    /**
     * Reads it from {@code topology} and {@code graph}.
     *
     * @param hyperspace the configuration below {@code hyperspace}
     * @param counts how many stars of each kind there are
     * @throws io.hyperspace.space.error.HyperspaceException when it is not right or leaves a star out of reach
     */
    static Topology of(Config hyperspace, Map<StarKind, Integer> counts) {
        String topology = hyperspace.getString("topology");
        Config graph = hyperspace.getConfig("graph");
        return switch (topology) {
            case "mesh" -> MESH;
            case "graph" -> StarGraph.of(graph.getStringList("lanes"), graph.getInt("hops"), counts);
            default -> throw GraphFaults.noTopology(topology).toException();
        };
    }

    /** See {@link #MESH}. */
    final class Mesh implements Topology {

        private Mesh() {}

        @Override
        public List<StarKey> path(StarKey to, Set<StarKey> without) {
            return List.of(to);
        }

        @Override
        public boolean allows(StarKey from, StarKey to, int hops) {
            return false;
        }

        @Override
        public @Nullable Fault refusal(StarKey to) {
            return null;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("topology", "mesh");
        }
    }
}
