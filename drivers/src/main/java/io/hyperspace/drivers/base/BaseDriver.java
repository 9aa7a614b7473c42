package io.hyperspace.drivers.base;

import io.hyperspace.drivers.record.RecordDriver;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKind;
import java.util.Set;

/** Brings Bases to life. */
public final class BaseDriver extends RecordDriver {

    public BaseDriver() {
        super("base", StarKind.MAELSTROM, Set.of(Kind.BASE));
    }
}
