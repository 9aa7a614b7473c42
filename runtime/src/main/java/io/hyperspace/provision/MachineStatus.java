package io.hyperspace.provision;

import io.hyperspace.space.point.StarKind;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a Machine.
 *
 * @param address the address text of its actor system; empty until it is known
 * @param state as the Machine sees it that was asked
 * @param lease for how long it may act unless its lease is renewed, zero if no longer; null if it has the database for
 *     itself and needs no lease
 * @param draining whether it is to let go of its stars
 * @param stars the kinds of stars that it takes; empty until it is in the cluster
 */
public record MachineStatus(
        String name, String address, State state, @Nullable Duration lease, boolean draining, Set<StarKind> stars) {

    /** Where a Machine is on its way through the cluster. */
    public enum State {
        JOINING,
        UP,
        /** In the cluster, but not heard of for a while. */
        UNREACHABLE,
        LEAVING,
        /** Not in the cluster any more, or not in this Machine's. */
        LOST
    }

    public MachineStatus {
        stars = Set.copyOf(stars);
    }
}
