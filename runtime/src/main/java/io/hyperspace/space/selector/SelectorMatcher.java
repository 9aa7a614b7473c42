package io.hyperspace.space.selector;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.Segment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Matches hops against segments by dynamic programming over (hop, segment), without backtracking. For each segment it
 * knows of each hop whether the hop may <em>hold</em> the segment, and whether it may also <em>land</em> there, which
 * adds the kind. A hop for many segments may hold further ones wherever it held one; every hop may start behind a landing
 * of the one before it. The bit {@code 1 << j} of a set stands for the hop {@code j}, for a selector has at most 64.
 */
final class SelectorMatcher {

    private final List<Hop> hops;
    private final Point point;
    private final List<Segment> segments;
    private final long all;
    private final long many;
    private final long anything;
    private final long anyKind;
    private final long ends;

    private SelectorMatcher(List<Hop> hops, PointHierarchy hierarchy) {
        this.hops = hops;
        this.point = hierarchy.point();
        this.segments = hierarchy.segments();
        long many = 0;
        long anything = 0;
        long anyKind = 0;
        long ends = 1L << (hops.size() - 1);
        for (int j = 0; j < hops.size(); j++) {
            Hop hop = hops.get(j);
            long bit = 1L << j;
            many |= hop.segment().isMany() ? bit : 0;
            anything |= hop.segment().isAnything() ? bit : 0;
            anyKind |= hop.kind() == null ? bit : 0;
            ends |= hop.inclusive() ? bit : 0;
        }
        this.all = -1L >>> (Long.SIZE - hops.size());
        this.many = many;
        this.anything = anything;
        this.anyKind = anyKind;
        this.ends = ends;
    }

    static boolean matches(Selector selector, PointHierarchy hierarchy) {
        Point point = hierarchy.point();
        if (point.isRoot()) {
            return selector.fromRoot() && point.equals(Point.ROOT);
        }
        return !selector.hops().isEmpty() && new SelectorMatcher(selector.hops(), hierarchy).matches(hierarchy.kinds());
    }

    /** See {@link Selector#deadEnd}. */
    static int deadEnd(Selector selector, PointHierarchy hierarchy) {
        if (selector.hops().isEmpty()) {
            return 0;
        }
        List<@Nullable Kind> kinds = hierarchy.kinds();
        SelectorMatcher matcher = new SelectorMatcher(selector.hops(), hierarchy);
        long reached = 1;
        for (int i = 0; i < kinds.size(); i++) {
            reached = matcher.next(matcher.held(reached, i), kinds.get(i));
            if (reached == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    /** See {@link Selector#children}. */
    static Selector.Children children(Selector selector, PointHierarchy parent) {
        if (selector.hops().isEmpty()) {
            return Selector.Children.NONE;
        }
        List<@Nullable Kind> kinds = parent.kinds();
        SelectorMatcher matcher = new SelectorMatcher(selector.hops(), parent);
        long reached = 1;
        for (int i = 0; i < kinds.size(); i++) {
            reached = matcher.next(matcher.held(reached, i), kinds.get(i));
        }
        boolean isOpen = (reached & ~(matcher.anything & matcher.anyKind)) == 0;
        boolean isPicked = (reached & matcher.anything & matcher.anyKind & matcher.ends) != 0;
        if (isPicked) {
            return Selector.Children.ALL;
        }
        return isOpen ? Selector.Children.NONE : Selector.Children.SOME;
    }

    private boolean matches(List<@Nullable Kind> kinds) {
        long reached = 1;
        long held = 0;
        int last = kinds.size() - 1;
        for (int i = 0; i <= last; i++) {
            if (reached == 0) {
                return false;
            }
            held = held(reached, i);
            reached = i == last ? reached : next(held, kinds.get(i));
        }
        return (landed(held, kinds.get(last)) & ends) != 0;
    }

    /** The hops that may hold the segment behind one that these have held. */
    private long next(long held, @Nullable Kind kind) {
        return (landed(held, kind) << 1 | (held & many)) & all;
    }

    private long held(long reached, int index) {
        Segment segment = segments.get(index);
        long held = reached & anything;
        for (long rest = reached & ~anything; rest != 0; rest &= rest - 1) {
            int hop = Long.numberOfTrailingZeros(rest);
            held |= fits(hops.get(hop).segment(), segment, index == 0) ? 1L << hop : 0;
        }
        return held;
    }

    private long landed(long held, @Nullable Kind kind) {
        long landed = held & anyKind;
        for (long rest = held & ~anyKind; rest != 0; rest &= rest - 1) {
            int hop = Long.numberOfTrailingZeros(rest);
            KindPattern pattern = hops.get(hop).kind();
            landed |= pattern != null && pattern.admits(kind) ? 1L << hop : 0;
        }
        return landed;
    }

    private boolean fits(Hop.SegmentPattern pattern, Segment segment, boolean first) {
        if (pattern instanceof Hop.Exact exact) {
            String route = first ? point.route().toString() : "";
            return exact.text().equals(route.isEmpty() ? segment.text() : route + segment.text());
        }
        if (pattern instanceof Hop.InRange range) {
            return segment.type() == Segment.Type.VERSION && range.range().includes(segment.text());
        }
        return segment.type() == Segment.Type.DIRECTORY;
    }
}
