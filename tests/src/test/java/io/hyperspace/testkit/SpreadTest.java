package io.hyperspace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.overview.MachineReport;
import io.hyperspace.overview.StarReport;
import io.hyperspace.provision.MachineStatus;
import io.hyperspace.provision.MachineStatus.State;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When stars are where they stay. */
final class SpreadTest {

    private static final MachineReport ONE = machine("one", State.UP, false, StarKind.MAELSTROM, StarKind.JUMP);
    private static final MachineReport TWO = machine("two", State.UP, false, StarKind.MAELSTROM);

    @Test
    void starsAreSpreadWhenNoMachineHasMoreThanOneMore() {
        assertThat(Spread.lack(stars("one", "two", "one"), List.of(ONE, TWO))).isNull();
    }

    @Test
    void oneOfTwoMoreIsToMove() {
        assertThat(Spread.lack(stars("one", "one"), List.of(ONE, TWO))).startsWith("MAELSTROM stars are on ");
    }

    @Test
    void aMachineThatDoesNotTakeAKindNeedsNoneOfIt() {
        List<StarReport> stars = new ArrayList<>(stars("one", "two"));
        for (int i = 0; i < 3; i++) {
            stars.add(star(StarKey.of(StarKind.JUMP, i), "one"));
        }

        assertThat(Spread.lack(stars, List.of(ONE, TWO))).isNull();
    }

    @Test
    void aStarThatIsSilentIsNotThere() {
        assertThat(Spread.lack(stars("one", null), List.of(ONE, TWO))).isEqualTo("<<central:maelstrom[1]>> is on null");
    }

    @Test
    void aStarOfAMachineThatDrainsOrLeavesIsToMove() {
        for (MachineReport leaving : List.of(
                machine("two", State.UP, true, StarKind.MAELSTROM),
                machine("two", State.LEAVING, false, StarKind.MAELSTROM))) {
            assertThat(Spread.lack(stars("one", "two"), List.of(ONE, leaving)))
                    .isEqualTo("<<central:maelstrom[1]>> is on two");
            assertThat(Spread.lack(stars("one", "one"), List.of(ONE, leaving))).isNull();
        }
    }

    private static List<StarReport> stars(@Nullable String... machines) {
        List<StarReport> stars = new ArrayList<>();
        for (String machine : machines) {
            stars.add(star(StarKey.of(StarKind.MAELSTROM, stars.size()), machine));
        }
        return stars;
    }

    private static StarReport star(StarKey key, @Nullable String machine) {
        return machine == null ? StarReport.silent(key) : new StarReport(key, machine, 0, 0, 0, 0);
    }

    private static MachineReport machine(String name, State state, boolean draining, StarKind... takes) {
        return new MachineReport(new MachineStatus(name, "at-" + name, state, null, draining, Set.of(takes)), 0);
    }
}
