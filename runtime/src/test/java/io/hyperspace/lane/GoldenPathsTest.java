package io.hyperspace.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.topology.StarGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Which relays are gone round, and which not when there is no way round them all. */
final class GoldenPathsTest {

    private static final StarKey STAR = StarKey.of(StarKind.MAELSTROM, 0);
    private static final Duration LONG = Duration.ofHours(1);
    private static final ActorTestKit KIT = ActorTestKit.create();

    private final ActorRef<GravityCommand> gravity =
            KIT.createTestProbe(GravityCommand.class).getRef();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aRelayThatWasLostIsGoneRoundAlsoWhenTheOtherIsSilent() {
        GoldenPaths paths = paths(LONG, "machine - nexus", "nexus - maelstrom");

        paths.lost(List.of(relay(0)));
        paths.silent(List.of(nexus(1), nexus(2)));
        paths.silent(List.of(nexus(0)));

        assertThat(paths.path(STAR)).containsExactly(nexus(1), STAR);
    }

    @Test
    void relaysThatAreAllSilentAreTriedInTurn() {
        GoldenPaths paths = paths(LONG, "machine - nexus", "nexus - maelstrom");

        List<StarKey> tried = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            StarKey next = paths.path(STAR).get(0);
            tried.add(next);
            long before = System.nanoTime();
            paths.silent(List.of(next));
            await().until(() -> System.nanoTime() > before + 1_000);
        }

        assertThat(tried).containsExactly(nexus(0), nexus(1), nexus(2), nexus(0), nexus(1), nexus(2));
    }

    @Test
    void aBadRelayIsGoneRoundAlsoWhenItsSilenceMakesTheOnlyOneBeforeItDoubtful() {
        GoldenPaths paths = paths(LONG, "machine - nexus[0]", "nexus[0] - nexus", "nexus - super", "super - maelstrom");
        StarKey first = paths.path(STAR).get(1);

        paths.silent(List.of(nexus(0), first));

        assertThat(paths.path(STAR)).hasSize(3).startsWith(nexus(0)).doesNotContain(first);
    }

    @Test
    void aRelayIsTrustedAgainAfterAGreetingOrATime() {
        GoldenPaths paths = paths(Duration.ofSeconds(1), "machine - nexus", "nexus - maelstrom");

        paths.lost(List.of(relay(0)));
        assertThat(paths.path(STAR)).startsWith(nexus(1));
        paths.trust(List.of(relay(0)));
        assertThat(paths.path(STAR)).startsWith(nexus(0));

        paths.lost(List.of(relay(0)));
        await().untilAsserted(() -> assertThat(paths.path(STAR)).startsWith(nexus(0)));
    }

    @Test
    void inRandomGraphsNoLostRelayIsPassedThatCanBeGoneRoundAndAPathIsAlwaysFound() {
        long seed = Long.getLong("hyperspace.test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Set<String> lanes = new TreeSet<>(Set.of("machine - nexus[" + random.nextInt(3) + "]", "nexus - nexus"));
            lanes.add("nexus[" + random.nextInt(3) + "] - super");
            lanes.add("nexus[" + random.nextInt(3) + "] - maelstrom");
            lanes.add("super[" + random.nextInt(2) + "] - maelstrom");
            lanes.add("machine - super[" + random.nextInt(2) + "]");
            StarGraph graph = graph(lanes.toArray(String[]::new));
            GoldenPaths paths = new GoldenPaths(graph, LONG, (star, knock) -> {});
            int lost = random.nextInt(3);
            paths.silent(List.of(nexus(0), nexus(1), nexus(2), star(StarKind.SUPER, 0), star(StarKind.SUPER, 1)));
            paths.lost(List.of(relay(lost)));

            List<StarKey> path = paths.path(STAR);

            boolean isRoundPossible = !graph.path(STAR, Set.of(nexus(lost))).isEmpty();
            assertThat(path)
                    .as("-Dhyperspace.test.seed=" + seed + " " + lanes)
                    .endsWith(STAR)
                    .matches(found -> found.contains(nexus(lost)) != isRoundPossible);
        }
    }

    @Test
    void aKnockSaysByWhichRelaysItGoes() {
        List<Knock> knocks = new ArrayList<>();
        GoldenPaths paths = new GoldenPaths(
                graph("machine - nexus", "nexus - maelstrom"), LONG, (star, knock) -> knocks.add(knock));
        ActorRef<Lane.Command> lane = KIT.createTestProbe(Lane.Command.class).getRef();

        assertThat(paths.knock(STAR, lane)).containsExactly(nexus(0));
        assertThat(paths.knock(nexus(2), lane)).isEmpty();
        assertThat(Objects.requireNonNull(knocks.get(0)).ahead()).containsExactly(STAR);
    }

    private Relay relay(int index) {
        return new Relay(nexus(index), gravity);
    }

    private static StarKey nexus(int index) {
        return star(StarKind.NEXUS, index);
    }

    private static StarKey star(StarKind kind, int index) {
        return StarKey.of(kind, index);
    }

    private static GoldenPaths paths(Duration doubt, String... lanes) {
        return new GoldenPaths(graph(lanes), doubt, (star, knock) -> {});
    }

    private static StarGraph graph(String... lanes) {
        int supers = String.join(" ", lanes).contains("super") ? 2 : 0;
        return StarGraph.of(
                List.of(lanes), 4, Map.of(StarKind.NEXUS, 3, StarKind.SUPER, supers, StarKind.MAELSTROM, 1));
    }
}
