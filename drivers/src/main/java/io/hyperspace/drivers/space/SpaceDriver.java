package io.hyperspace.drivers.space;

import io.hyperspace.drivers.record.RecordDriver;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKind;
import java.util.Set;

/** Brings Spaces to life, where there is room for the traffic that their binds route. */
public final class SpaceDriver extends RecordDriver {

    public SpaceDriver() {
        super("space", StarKind.MAELSTROM, Set.of(Kind.SPACE));
    }
}
