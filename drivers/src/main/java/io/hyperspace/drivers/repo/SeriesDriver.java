package io.hyperspace.drivers.repo;

import io.hyperspace.drivers.record.RecordDriver;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKind;
import java.util.Set;

/** Brings BundleSeries to life. */
public final class SeriesDriver extends RecordDriver {

    public SeriesDriver() {
        super("bundle-series", StarKind.SCRIBE, Set.of(Kind.BUNDLE_SERIES));
    }
}
