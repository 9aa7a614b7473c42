package io.hyperspace.registry.database;

import io.hyperspace.space.id.Ulid;
import org.jspecify.annotations.Nullable;

/**
 * A row of the machine table that is not fenced: a Machine that may store something.
 *
 * @param address the address text of its actor system; null until it arrives
 * @param uid the uid of its actor system
 * @param isMember whether it has founded the cluster or was let in; before, it keeps no copies and holds no directories
 * @param isLive whether its lease lasts, by the database's clock
 */
public record MachineRow(
        Ulid incarnation, String name, @Nullable String address, long uid, boolean isMember, boolean isLive) {}
