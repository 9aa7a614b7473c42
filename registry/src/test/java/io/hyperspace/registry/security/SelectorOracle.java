package io.hyperspace.registry.security;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Route;
import io.hyperspace.space.point.Segment;
import io.hyperspace.space.selector.Hop;
import io.hyperspace.space.selector.KindPattern;
import io.hyperspace.space.selector.PointHierarchy;
import io.hyperspace.space.selector.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a selector picks a particle, by trying everything, sentence by sentence as the language's section on selectors
 * has it. It is slow and shares nothing with the matcher. It knows no versions, files and specifics, which its worlds do
 * not have, and refuses selectors that speak of them.
 */
final class SelectorOracle {

    /** A segment with its kind. */
    private record Step(String text, @Nullable Kind kind) {}

    private SelectorOracle() {}

    static boolean picks(Selector selector, PointHierarchy on) {
        // "** everything but the root, ROOT+:** also the root (+: at the start is short for ROOT+:)".
        return on.point().isRoot() ? selector.fromRoot() : fits(selector.hops(), steps(on));
    }

    /** "A selector matches a point hierarchy: the segments of a point, each with its kind." */
    private static List<Step> steps(PointHierarchy on) {
        List<Step> steps = new ArrayList<>();
        // A route belongs to the first segment: without one a selector is about points without one.
        String before =
                on.point().route().equals(Route.HERE) ? "" : on.point().route().toString();
        for (Segment segment : on.point().segments()) {
            steps.add(new Step(before + segment.text(), on.kinds().get(steps.size())));
            before = "";
        }
        return steps;
    }

    /** "hop { ":" hop }": each hop takes what is next, and all must be taken. */
    private static boolean fits(List<Hop> hops, List<Step> steps) {
        if (hops.isEmpty() || steps.isEmpty()) {
            return hops.isEmpty() && steps.isEmpty();
        }
        for (int taken = 1; taken <= steps.size(); taken++) {
            if (takes(hops.get(0), steps.subList(0, taken)) && goesOn(hops, steps.subList(taken, steps.size()))) {
                return true;
            }
        }
        return false;
    }

    /** "a trailing + makes a hop inclusive: it also matches when the hierarchy ends there". */
    private static boolean goesOn(List<Hop> hops, List<Step> rest) {
        return (hops.get(0).inclusive() && rest.isEmpty()) || fits(hops.subList(1, hops.size()), rest);
    }

    /** "a kind pattern restricts what the hop may land on". */
    private static boolean takes(Hop hop, List<Step> taken) {
        return takes(hop.segment(), taken)
                && lands(hop.kind(), taken.get(taken.size() - 1).kind());
    }

    /** "* is one segment of any name; ** any number of segments, one or more". */
    private static boolean takes(Hop.SegmentPattern pattern, List<Step> taken) {
        if (pattern instanceof Hop.Exact exact) {
            return taken.size() == 1 && taken.get(0).text().equals(exact.text());
        }
        if (pattern instanceof Hop.AnyOne) {
            return taken.size() == 1;
        }
        if (pattern instanceof Hop.AnyMany) {
            return true;
        }
        throw new IllegalArgumentException("there are no files and versions here: " + pattern.text());
    }

    /** "( Base | "*" ) [ "<" ( Sub | "*" ) ">" ]"; what is not known is of no kind in particular. */
    private static boolean lands(@Nullable KindPattern pattern, @Nullable Kind kind) {
        if (pattern == null) {
            return true;
        }
        if (pattern.specific() != null) {
            throw new IllegalArgumentException("there are no specifics here: " + pattern);
        }
        return isOrAny(pattern.base(), kind == null ? null : kind.base())
                && isOrAny(pattern.sub(), kind == null ? null : kind.sub());
    }

    private static boolean isOrAny(@Nullable String wanted, @Nullable String found) {
        return wanted == null || wanted.equals(found);
    }
}
