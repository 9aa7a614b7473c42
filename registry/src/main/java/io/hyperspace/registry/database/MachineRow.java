package io.hyperspace.registry.database;

import io.hyperspace.space.id.Ulid;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A row of the machine table that is not fenced: a Machine that may store something.
 *
 * @param address the address text of its actor system; null until it arrives
 * @param uid the uid of its actor system
 * @param isMember whether it has founded the cluster or was let in; before, it keeps no copies and holds no directories
 * @param leaseLeft for how many milliseconds its lease lasts by the database's clock; less than 0 when it has run out
 * @param isDraining whether it is to hold no stars
 */
public record MachineRow(
        Ulid incarnation,
        String name,
        @Nullable String address,
        long uid,
        boolean isMember,
        long leaseLeft,
        boolean isDraining) {

    /** More than any lease that is renewed. */
    private static final long FOR_EVER = Long.MAX_VALUE / 2;

    /** Whether its lease lasts. */
    public boolean isLive() {
        return leaseLeft >= 0;
    }

    /** For how long it may act unless its lease is renewed; null if it has the database for itself. */
    public @Nullable Duration lease() {
        return leaseLeft > FOR_EVER ? null : Duration.ofMillis(Math.max(0, leaseLeft));
    }
}
