package io.hyperspace.drivers.repo;

import io.hyperspace.drivers.record.RecordDriver;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKind;
import java.util.Set;

/** Brings Repos to life. */
public final class RepoDriver extends RecordDriver {

    public RepoDriver() {
        super("repo", StarKind.SCRIBE, Set.of(Kind.REPO));
    }
}
