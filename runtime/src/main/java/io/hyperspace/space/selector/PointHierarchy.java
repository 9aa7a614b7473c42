package io.hyperspace.space.selector;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.Segment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A point with the kind of each of its segments, ROOT's left out. It keeps the segments for the selectors that are matched
 * against it one after the other, which a point does not, because there are so many.
 */
public final class PointHierarchy {

    private final Point point;
    private final List<@Nullable Kind> kinds;

    /** Null until they are asked for; whichever thread is first, all find the same. */
    private @Nullable List<Segment> segments;

    /** @param kinds a kind for each segment of the point, null where it is not known */
    public PointHierarchy(Point point, List<@Nullable Kind> kinds) {
        this.point = point;
        this.kinds = Collections.unmodifiableList(new ArrayList<>(kinds));
        if (kinds.size() != point.depth()) {
            throw new IllegalArgumentException("a hierarchy has one kind a segment");
        }
    }

    public Point point() {
        return point;
    }

    public List<@Nullable Kind> kinds() {
        return kinds;
    }

    List<Segment> segments() {
        List<Segment> known = segments;
        if (known == null) {
            known = point.segments();
            segments = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return point + " " + kinds;
    }
}
