package io.hyperspace.drivers.bundle;

import io.hyperspace.drivers.record.RecordDriver;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKind;
import java.util.Set;

/** Brings Bundles to life; what is in one are its artifacts. */
public final class BundleDriver extends RecordDriver {

    public BundleDriver() {
        super("bundle", StarKind.SCRIBE, Set.of(Kind.BUNDLE));
    }
}
