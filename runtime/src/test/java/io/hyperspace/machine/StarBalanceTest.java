package io.hyperspace.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Where stars go, without a cluster. */
final class StarBalanceTest {

    private final StarBalance balance = new StarBalance("maelstrom");

    @Test
    void aStarGoesToTheMachineThatHasTheFewest() {
        Map<String, Set<String>> stars = Map.of("a", Set.of("1", "2"), "b", Set.of("3"), "c", Set.of("4", "5"));

        assertThat(balance.place("0", stars, Set.of())).isEqualTo("b");
    }

    @Test
    void nothingGoesToAMachineThatDrainsUnlessAllDo() {
        Map<String, Set<String>> stars = Map.of("a", Set.of("1", "2"), "b", Set.of());

        assertThat(balance.place("0", stars, Set.of("b"))).isEqualTo("a");
        assertThat(balance.place("0", stars, Set.of("a", "b"))).isEqualTo("b");
        assertThat(balance.toMove(stars, Set.of("a", "b"))).isEmpty();
    }

    @Test
    void fromAMachineThatDrainsOneStarMovesAtATime() {
        Map<String, Set<String>> stars = Map.of("a", Set.of("1", "2", "3"), "b", Set.of("4"));

        assertThat(balance.toMove(stars, Set.of("a"))).containsExactly("1");
    }

    @Test
    void kindsOfWhichThereIsOneStarAreNotAllOnOneMachine() {
        Map<String, Set<String>> empty = Map.of("a", Set.of(), "b", Set.of(), "c", Set.of());

        Set<String> places = new HashSet<>();
        for (String kind : Set.of("central", "super", "nexus", "scribe", "jump", "fold")) {
            places.add(new StarBalance(kind).place("0", empty, Set.of()));
        }

        assertThat(places).hasSizeGreaterThan(1);
    }

    @Test
    void whateverMachinesJoinTheStarsAreSpreadAtOnceAndThenStay() {
        long seed = Long.getLong("hyperspace.test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            Map<String, Set<String>> stars = new HashMap<>();
            int machines = 1 + random.nextInt(5);
            for (int i = 0; i < machines; i++) {
                stars.put("m" + i, new TreeSet<>());
            }
            int count = random.nextInt(20);
            for (int star = 0; star < count; star++) {
                at(stars, "m" + random.nextInt(machines)).add(Integer.toString(star));
            }

            Set<String> moving = balance.toMove(stars, Set.of());
            stars.values().forEach(there -> there.removeAll(moving));
            for (String star : moving) {
                at(stars, balance.place(star, stars, Set.of())).add(star);
            }

            int fullest = Collections.max(stars.values().stream().map(Set::size).toList());
            int emptiest =
                    Collections.min(stars.values().stream().map(Set::size).toList());
            assertThat(fullest - emptiest)
                    .as("-Dhyperspace.test.seed=" + seed + " " + stars)
                    .isLessThanOrEqualTo(1);
            assertThat(balance.toMove(stars, Set.of())).isEmpty();
        }
    }

    private static Set<String> at(Map<String, Set<String>> stars, String machine) {
        return Objects.requireNonNull(stars.get(machine));
    }
}
