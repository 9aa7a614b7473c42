package io.hyperspace.drivers.user;

import io.hyperspace.drivers.record.RecordDriver;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.PropertyRule;
import io.hyperspace.space.point.StarKind;
import java.util.List;
import java.util.Set;

/** Brings Users and UserBases to life. */
public final class UserDriver extends RecordDriver {

    public UserDriver() {
        super("user", StarKind.MAELSTROM, Set.of(Kind.USER, Kind.USER_BASE));
    }

    /** A password gets no further than here unless it is a hash, whoever sets it by whatever way. */
    @Override
    public List<PropertyRule> properties(Kind kind) {
        return kind.equals(Kind.USER) ? UserProperties.RULES : List.of();
    }
}
