package io.hyperspace.space.selector;

/** Matches hops against segments by dynamic programming over (hop, segment), without backtracking. */
final class SelectorMatcher {

    private SelectorMatcher() {}

    static boolean matches(Selector selector, PointHierarchy hierarchy) {
        throw new UnsupportedOperationException("selector matching");
    }
}
