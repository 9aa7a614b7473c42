package io.hyperspace.watch;

import io.hyperspace.provision.Registry;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A look through everything that a selector picks, page by page. */
final class Sweep {

    private final boolean isFirst;
    private final Set<Point> seen = new HashSet<>();
    private @Nullable String after;
    private boolean hasBegun;

    /** @param isFirst whether nothing has been told yet */
    Sweep(boolean isFirst) {
        this.isFirst = isFirst;
    }

    boolean isFirst() {
        return isFirst;
    }

    boolean hasBegun() {
        return hasBegun;
    }

    void begin() {
        hasBegun = true;
    }

    /** Where the next page starts; null at the start. */
    @Nullable String after() {
        return after;
    }

    Set<Point> seen() {
        return seen;
    }

    /** Takes a page in; false when it was the last. */
    boolean turn(Registry.Page page) {
        page.stubs().stream().map(Stub::point).forEach(seen::add);
        after = page.next();
        return after != null;
    }
}
