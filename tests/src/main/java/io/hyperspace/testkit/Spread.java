package io.hyperspace.testkit;

import io.hyperspace.overview.MachineReport;
import io.hyperspace.overview.StarReport;
import io.hyperspace.provision.MachineStatus;
import io.hyperspace.space.point.StarKind;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether stars are where they stay: each runs, and of each kind no Machine that takes it has more than one star more than
 * another. A star that is on its way counts where it leaves, so none is while they are spread.
 */
final class Spread {

    private Spread() {}

    /** Why some star is to move still, or does not run; null when none is. */
    static @Nullable String lack(List<StarReport> stars, List<MachineReport> machines) {
        Map<StarKind, Map<String, Integer>> counts = new HashMap<>();
        machines.stream().map(MachineReport::machine).filter(Spread::takes).forEach(machine -> machine.stars()
                .forEach(kind ->
                        counts.computeIfAbsent(kind, any -> new HashMap<>()).put(machine.name(), 0)));
        for (StarReport star : stars) {
            StarKind kind = StarKind.ofStarName(star.star().name());
            Map<String, Integer> takers = counts.getOrDefault(kind, Map.of());
            String machine = star.machine();
            if (machine == null || !takers.containsKey(machine)) {
                return star.star() + " is on " + machine;
            }
            takers.merge(machine, 1, Integer::sum);
        }
        return uneven(counts);
    }

    private static boolean takes(MachineStatus machine) {
        return machine.state() == MachineStatus.State.UP && !machine.draining();
    }

    private static @Nullable String uneven(Map<StarKind, Map<String, Integer>> counts) {
        for (Map.Entry<StarKind, Map<String, Integer>> kind : counts.entrySet()) {
            int most = Collections.max(kind.getValue().values());
            int fewest = Collections.min(kind.getValue().values());
            if (most - fewest > 1) {
                return kind.getKey() + " stars are on " + kind.getValue();
            }
        }
        return null;
    }
}
