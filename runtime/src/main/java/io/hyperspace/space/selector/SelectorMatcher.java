package io.hyperspace.space.selector;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.Segment;
import io.hyperspace.space.point.VersionRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Matches hops against segments by dynamic programming over (hop, segment), without backtracking. For each segment it
 * knows of each hop whether the hop may <em>hold</em> the segment, and whether it may also <em>land</em> there, which
 * adds the kind. A hop for many segments may hold further ones wherever it held one; every hop may start behind a landing
 * of the one before it.
 */
final class SelectorMatcher {

    private final List<Hop> hops;
    private final List<Segment> segments;
    private final Point point;
    private boolean[] held;
    private boolean[] landed;

    private SelectorMatcher(Selector selector, Point point) {
        this.hops = selector.hops();
        this.point = point;
        this.segments = point.segments();
        this.held = new boolean[hops.size()];
        this.landed = new boolean[hops.size()];
    }

    static boolean matches(Selector selector, PointHierarchy hierarchy) {
        Point point = hierarchy.point();
        if (point.isRoot()) {
            return selector.fromRoot();
        }
        SelectorMatcher matcher = new SelectorMatcher(selector, point);
        for (int i = 0; i < matcher.segments.size(); i++) {
            matcher.step(i, hierarchy.kinds().get(i));
        }
        return matcher.arrived();
    }

    private void step(int index, @Nullable Kind kind) {
        boolean[] nextHeld = new boolean[hops.size()];
        boolean[] nextLanded = new boolean[hops.size()];
        for (int j = 0; j < hops.size(); j++) {
            Hop hop = hops.get(j);
            boolean starts = j == 0 ? index == 0 : landed[j - 1];
            boolean reached = starts || (held[j] && hop.segment().isMany());
            nextHeld[j] = reached && fits(hop.segment(), index);
            nextLanded[j] = nextHeld[j] && (hop.kind() == null || hop.kind().admits(kind));
        }
        held = nextHeld;
        landed = nextLanded;
    }

    private boolean arrived() {
        for (int j = 0; j < hops.size(); j++) {
            if (landed[j] && (j == hops.size() - 1 || hops.get(j).inclusive())) {
                return true;
            }
        }
        return false;
    }

    private boolean fits(Hop.SegmentPattern pattern, int index) {
        Segment segment = segments.get(index);
        if (pattern instanceof Hop.Exact exact) {
            String route = index == 0 ? point.route().toString() : "";
            return route.isEmpty()
                    ? exact.text().equals(segment.text())
                    : exact.text().equals(route + segment.text());
        }
        if (pattern instanceof Hop.AnyDirectory) {
            return segment.type() == Segment.Type.DIRECTORY;
        }
        if (pattern instanceof Hop.InRange range) {
            return segment.type() == Segment.Type.VERSION
                    && VersionRange.parse(range.range()).includes(segment.text());
        }
        return true;
    }
}
