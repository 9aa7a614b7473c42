package io.hyperspace.space.selector;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A point with the kind of each of its segments, ROOT's left out.
 *
 * @param point the point
 * @param kinds a kind for each segment of the point, null where it is not known
 */
public record PointHierarchy(Point point, List<@Nullable Kind> kinds) {

    public PointHierarchy {
        kinds = java.util.Collections.unmodifiableList(new java.util.ArrayList<>(kinds));
        if (kinds.size() != point.segments().size()) {
            throw new IllegalArgumentException("a hierarchy has one kind a segment");
        }
    }
}
