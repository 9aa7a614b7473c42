package io.hyperspace.drivers.user;

import io.hyperspace.drivers.record.RecordDriver;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKind;
import java.util.Set;

/** Brings Users and UserBases to life. */
public final class UserDriver extends RecordDriver {

    public UserDriver() {
        super("user", StarKind.MAELSTROM, Set.of(Kind.USER, Kind.USER_BASE));
    }
}
