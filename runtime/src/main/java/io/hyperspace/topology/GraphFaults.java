package io.hyperspace.topology;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.point.StarKey;

/** What may be wrong with a graph of stars. */
final class GraphFaults {

    private GraphFaults() {}

    static Fault noTopology(String found) {
        return Fault.of(400, "E0421", "hyperspace.topology is mesh or graph, not '" + found + "'");
    }

    static Fault badLane(String lane, String why) {
        return Fault.of(
                400,
                "E0422",
                "hyperspace.graph.lanes: '" + lane + "': " + why,
                "write it like 'nexus[0] - maelstrom[*]'; 'machine' is where waves begin, on any Machine");
    }

    static Fault tooLong(int limit) {
        return Fault.of(
                400,
                "E0423",
                "hyperspace.graph.lanes is longer than " + limit + " characters",
                "name all stars of a kind by the kind alone");
    }

    static Fault unreachable(StarKey star) {
        return Fault.of(503, "E0424", "no lane of the graph leads to star " + star);
    }

    static Fault tooFar(StarKey star, int hops) {
        return Fault.of(503, "E0425", "star " + star + " is more than " + hops + " hops away in the graph");
    }
}
