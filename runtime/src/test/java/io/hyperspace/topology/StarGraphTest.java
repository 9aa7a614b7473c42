package io.hyperspace.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Graphs of stars: what may be declared, and the golden paths in them. */
final class StarGraphTest {

    private static final Map<StarKind, Integer> COUNTS = Map.of(StarKind.NEXUS, 3, StarKind.MAELSTROM, 4);

    @Test
    void sixStarsAroundOneNexusAreTwoHopsAwayAndTheNexusIsOne() {
        Map<StarKind, Integer> counts = Map.of(StarKind.NEXUS, 1, StarKind.MAELSTROM, 6);
        StarGraph graph = StarGraph.of(List.of("machine - nexus[0]", "nexus[0] - maelstrom[*]"), 2, counts);

        assertThat(graph.path(nexus(0), Set.of())).containsExactly(nexus(0));
        for (int i = 0; i < 6; i++) {
            assertThat(graph.path(maelstrom(i), Set.of())).containsExactly(nexus(0), maelstrom(i));
        }
    }

    @Test
    void theShortestPathIsTaken() {
        StarGraph graph =
                graph("machine - nexus[0]", "nexus - nexus", "nexus[2] - maelstrom", "nexus[1] - maelstrom[1]");

        assertThat(graph.path(maelstrom(0), Set.of())).containsExactly(nexus(0), nexus(2), maelstrom(0));
        assertThat(graph.path(maelstrom(1), Set.of())).hasSize(3).endsWith(maelstrom(1));
    }

    @Test
    void aStarThatIsInDoubtIsGoneRoundUnlessItIsWhereTheWaveGoes() {
        StarGraph graph = graph("machine - nexus", "nexus - maelstrom");

        StarKey usual = graph.path(maelstrom(0), Set.of()).get(0);
        StarKey other = graph.path(maelstrom(0), Set.of(usual)).get(0);

        assertThat(other).isNotEqualTo(usual);
        assertThat(graph.path(maelstrom(0), Set.of(nexus(0), nexus(1), nexus(2))))
                .isEmpty();
        assertThat(graph.path(usual, Set.of(usual))).containsExactly(usual);
    }

    @Test
    void relaysThatAreEquallyNearShareTheStars() {
        StarGraph graph = graph("machine - nexus", "nexus - maelstrom");
        Set<StarKey> relays = new HashSet<>();

        for (int i = 0; i < 4; i++) {
            relays.add(graph.path(maelstrom(i), Set.of()).get(0));
        }

        assertThat(relays).containsExactlyInAnyOrder(nexus(0), nexus(1), nexus(2));
    }

    @Test
    void aGraphThatLeavesAStarOutOfReachIsRefused() {
        assertRefused(
                () -> graph("machine - nexus", "nexus - maelstrom[0]"),
                503,
                "no lane of the graph leads to star <<central:maelstrom[1]>>");
    }

    @Test
    void aStarThatIsFurtherAwayThanTheLimitOfHopsIsRefused() {
        List<String> lanes =
                List.of("machine - nexus[0]", "nexus[0] - nexus[1]", "nexus[1] - nexus[2]", "nexus[2] - maelstrom");

        assertThat(StarGraph.of(lanes, 4, COUNTS).path(maelstrom(3), Set.of())).hasSize(4);
        assertRefused(
                () -> StarGraph.of(lanes, 3, COUNTS),
                503,
                "star <<central:maelstrom[0]>> is more than 3 hops away in the graph");
    }

    @Test
    void aStarThatIsNotThereIsRefusedWithAFault() {
        StarGraph graph = graph("machine - nexus", "nexus - maelstrom");

        assertThat(graph.path(maelstrom(4), Set.of())).isEmpty();
        assertThat(graph.refusal(maelstrom(4))).isEqualTo(GraphFaults.unreachable(maelstrom(4)));
        assertThat(graph.refusal(maelstrom(3))).isNull();
    }

    @Test
    void aKnockIsPassedOnOverDeclaredLanesAloneAndNotTooFar() {
        StarGraph graph = graph("machine - nexus", "nexus - maelstrom");

        assertThat(graph.allows(nexus(0), maelstrom(3), 1)).isTrue();
        assertThat(graph.allows(nexus(0), maelstrom(3), 4)).isFalse();
        assertThat(graph.allows(maelstrom(0), maelstrom(1), 1)).isFalse();
        assertThat(graph.allows(nexus(0), nexus(1), 1)).isFalse();
    }

    @Test
    void theSameLanesAreTheSameFactHoweverTheyAreWritten() {
        StarGraph graph = graph("machine - nexus", "nexus - maelstrom");

        assertThat(graph("maelstrom[*] -  nexus[*]", "nexus - machine", "machine - nexus")
                        .facts())
                .isEqualTo(graph.facts())
                .containsEntry("graph.lanes", "machine - nexus, maelstrom - nexus");
        assertThat(graph("machine - nexus", "nexus[0] - maelstrom").facts()).isNotEqualTo(graph.facts());
        assertThat(Topology.MESH.facts()).isNotEqualTo(graph.facts());
    }

    @Test
    void whatIsNoLaneIsRefusedAndSaysWhy() {
        assertRefused(() -> graph("machine"), 400, "a lane has two ends with ' - ' between them");
        assertRefused(() -> graph("machine-nexus"), 400, "a lane has two ends");
        assertRefused(() -> graph("machine - nexus - maelstrom"), 400, "a lane has two ends");
        assertRefused(() -> graph("machine - nexus[x]"), 400, "'nexus[x]' is no end of a lane");
        assertRefused(() -> graph("machine - hub"), 400, "there is no kind of star 'hub'");
        assertRefused(() -> graph("machine[1] - nexus"), 400, "all Machines are alike");
        assertRefused(() -> graph("machine - nexus[3]"), 400, "there is no star 'nexus[3]'");
        assertRefused(() -> graph("nexus[1] - nexus[1]"), 400, "it leads to where it begins");
        assertRefused(() -> graph("machine - machine"), 400, "it leads to where it begins");
    }

    @Test
    void aGraphThatIsTooLongToBeStoredIsRefused() {
        Map<StarKind, Integer> counts = Map.of(StarKind.NEXUS, 200);
        List<String> lanes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            lanes.add("machine - nexus[" + i + "]");
        }

        assertThat(StarGraph.of(lanes.subList(0, 150), 4, Map.of(StarKind.NEXUS, 150))
                        .facts())
                .isNotEmpty();
        assertRefused(() -> StarGraph.of(lanes, 4, counts), 400, "longer than 4000 characters");
    }

    @Test
    void theConfigurationSaysWhichTopologyThereIs() {
        Config hyperspace = ConfigFactory.load().getConfig("hyperspace");
        Map<StarKind, Integer> counts = new EnumMap<>(StarKind.class);
        Set.of(StarKind.values()).forEach(kind -> counts.put(kind, 2));
        counts.remove(StarKind.MACHINE);

        assertThat(Topology.of(hyperspace, counts)).isSameAs(Topology.MESH);
        assertThat(Topology.of(with("topology = graph", hyperspace), counts).path(maelstrom(1), Set.of()))
                .containsExactly(nexus(1), maelstrom(1));
        assertRefused(() -> Topology.of(with("topology = ring", hyperspace), counts), 400, "not 'ring'");
    }

    @Test
    void theGoldenPathIsAsShortAsAnyInRandomGraphs() {
        long seed = Long.getLong("hyperspace.test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<String> lanes = new ArrayList<>(List.of("machine - nexus[" + random.nextInt(3) + "]"));
            for (int i = 0; i < 12; i++) {
                String end = random.nextBoolean() ? "nexus[" + random.nextInt(3) + "]" : star(random);
                String other = star(random);
                if (!end.equals(other)) {
                    lanes.add(end + " - " + other);
                }
            }
            lanes.add("nexus - maelstrom[0]");
            lanes.add("maelstrom[0] - maelstrom");
            StarGraph graph = StarGraph.of(lanes, 10, COUNTS);
            Map<StarKey, Integer> distances = relaxed(graph);

            distances.forEach((star, distance) -> {
                List<StarKey> path = graph.path(star, Set.of());
                assertThat(path)
                        .as("-Dhyperspace.test.seed=" + seed + " " + lanes)
                        .hasSize(distance);
                StarKey at = StarGraph.HERE;
                for (StarKey next : path) {
                    assertThat(graph.allows(at, next, 0)).isTrue();
                    at = next;
                }
            });
        }
    }

    private static String star(Random random) {
        return "maelstrom[" + random.nextInt(4) + "]";
    }

    /** Distances found by going over all lanes again and again, until none gets shorter. */
    private static Map<StarKey, Integer> relaxed(StarGraph graph) {
        List<StarKey> stars = new ArrayList<>();
        COUNTS.forEach((kind, count) -> {
            for (int i = 0; i < count; i++) {
                stars.add(StarKey.of(kind, i));
            }
        });
        Map<StarKey, Integer> distances = new HashMap<>(Map.of(StarGraph.HERE, 0));
        for (int round = 0; round < stars.size(); round++) {
            for (StarKey from : List.copyOf(distances.keySet())) {
                for (StarKey to : stars) {
                    if (graph.allows(from, to, 0)) {
                        distances.merge(to, distances.getOrDefault(from, 0) + 1, Math::min);
                    }
                }
            }
        }
        distances.remove(StarGraph.HERE);
        assertThat(distances).hasSize(stars.size());
        return distances;
    }

    private static Config with(String setting, Config hyperspace) {
        return ConfigFactory.parseString(setting).withFallback(hyperspace);
    }

    private static void assertRefused(ThrowingCallable action, int status, String says) {
        assertThatExceptionOfType(HyperspaceException.class)
                .isThrownBy(action)
                .matches(refused -> refused.status() == status)
                .withMessageContaining(says);
    }

    private static StarGraph graph(String... lanes) {
        return StarGraph.of(List.of(lanes), 4, COUNTS);
    }

    private static StarKey nexus(int index) {
        return StarKey.of(StarKind.NEXUS, index);
    }

    private static StarKey maelstrom(int index) {
        return StarKey.of(StarKind.MAELSTROM, index);
    }
}
