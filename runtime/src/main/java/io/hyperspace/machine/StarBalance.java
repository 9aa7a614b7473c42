package io.hyperspace.machine;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Spreads the stars of one kind over the Machines that take them, named by their addresses: each star goes to the Machine
 * that has the fewest and does not drain. Among equals a hash decides that is another for each kind and star, or all kinds
 * of which there is one star would be on one Machine.
 *
 * <p>Several stars move at once when a Machine has joined. From a Machine that drains one star moves at a time.
 */
final class StarBalance {

    private static final int MOST_AT_ONCE = 20;

    private final String kind;

    StarBalance(String kind) {
        this.kind = kind;
    }

    /** Where a star is to start; on a Machine that drains when all do. */
    String place(String star, Map<String, Set<String>> stars, Set<String> draining) {
        return stars.entrySet().stream()
                .min(Comparator.<Map.Entry<String, Set<String>>, Boolean>comparing(
                                machine -> draining.contains(machine.getKey()))
                        .thenComparing(machine -> machine.getValue().size())
                        .thenComparing(machine -> mixed(kind + star + machine.getKey()))
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .orElseThrow(() -> new IllegalArgumentException("no Machine takes stars of kind " + kind));
    }

    /** A hash in which texts that differ in the last character differ all over (the finalizer of MurmurHash3). */
    private static int mixed(String text) {
        int hash = text.hashCode();
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }

    /** The stars that are to move now. */
    Set<String> toMove(Map<String, Set<String>> stars, Set<String> draining) {
        Map<String, Set<String>> takers = new HashMap<>(stars);
        takers.keySet().removeAll(draining);
        if (takers.isEmpty()) {
            return Set.of();
        }
        for (Map.Entry<String, Set<String>> machine : stars.entrySet()) {
            if (draining.contains(machine.getKey()) && !machine.getValue().isEmpty()) {
                return Set.of(new TreeSet<>(machine.getValue()).first());
            }
        }
        return surplus(takers);
    }

    /** Takes from the fullest and gives to the emptiest until they differ by one at most. */
    private static Set<String> surplus(Map<String, Set<String>> takers) {
        Map<String, TreeSet<String>> after = new HashMap<>();
        takers.forEach((machine, stars) -> after.put(machine, new TreeSet<>(stars)));
        Set<String> moved = new HashSet<>();
        Comparator<Set<String>> bySize = Comparator.comparing(Set::size);
        while (moved.size() < MOST_AT_ONCE) {
            TreeSet<String> fullest = after.values().stream().max(bySize).orElseThrow();
            TreeSet<String> emptiest = after.values().stream().min(bySize).orElseThrow();
            if (fullest.size() - emptiest.size() <= 1) {
                break;
            }
            String star = fullest.last();
            fullest.remove(star);
            emptiest.add(star);
            moved.add(star);
        }
        return moved;
    }
}
