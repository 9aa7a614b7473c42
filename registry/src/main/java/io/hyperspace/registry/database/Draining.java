package io.hyperspace.registry.database;

import java.util.Set;

/**
 * Which Machines are to hold no stars, as this one last heard.
 *
 * <p>Invariant: what was read before this Machine changed it does not replace what was read after.
 */
final class Draining {

    private volatile Set<String> addresses = Set.of();
    private long changes;

    Set<String> addresses() {
        return addresses;
    }

    /** How often this Machine has changed something; to be asked before a reading begins. */
    synchronized long changes() {
        return changes;
    }

    /** Takes a reading, unless this Machine has changed something since it began. */
    synchronized void heard(long before, Set<String> read) {
        if (before == changes) {
            addresses = read;
        }
    }

    /** Takes a reading that follows a change made here. */
    synchronized void changed(Set<String> read) {
        changes++;
        addresses = read;
    }
}
