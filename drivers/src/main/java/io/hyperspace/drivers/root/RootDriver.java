package io.hyperspace.drivers.root;

import io.hyperspace.drivers.record.RecordDriver;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKind;
import java.util.Set;

/** Brings ROOT to life. */
public final class RootDriver extends RecordDriver {

    public RootDriver() {
        super("root", StarKind.CENTRAL, Set.of(Kind.ROOT));
    }
}
