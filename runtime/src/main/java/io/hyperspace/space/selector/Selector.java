package io.hyperspace.space.selector;

import io.hyperspace.space.point.Point;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Picks particles by the hierarchy that leads to them, such as {@code localhost:app:**<User>}.
 *
 * @param fromRoot whether ROOT itself matches too, written {@code +:} at the start
 * @param hops what each step may land on, at most 64
 */
public record Selector(boolean fromRoot, List<Hop> hops) {

    public static final int MAX_HOPS = 64;

    /** Which of the children of a point are picked. */
    public enum Children {
        ALL,
        NONE,
        /** That depends on the child. */
        SOME
    }

    public Selector {
        hops = List.copyOf(hops);
        if (hops.isEmpty() && !fromRoot) {
            throw new IllegalArgumentException("a selector that does not pick ROOT has a hop");
        }
        if (hops.size() > MAX_HOPS) {
            throw new IllegalArgumentException("a selector has at most " + MAX_HOPS + " hops");
        }
        if (!hops.isEmpty() && hops.get(0).segment().text().endsWith("/")) {
            throw new IllegalArgumentException("the root has no files");
        }
    }

    /**
     * The point that everything picked lies at or below: the longest run of exact segments at the start, ROOT when there
     * is none. What lies there may still be left out by the rest of the selector.
     */
    public Point exactPrefix() {
        StringBuilder text = new StringBuilder();
        boolean joined = true;
        for (Hop hop : fromRoot ? List.<Hop>of() : hops) {
            if (!(hop.segment() instanceof Hop.Exact exact)) {
                break;
            }
            text.append(joined ? "" : ":").append(exact.text());
            joined = exact.text().endsWith("/");
            if (hop.inclusive()) {
                break;
            }
        }
        return text.isEmpty() ? Point.ROOT : Point.parse(text.toString());
    }

    /** The one point that can be picked, whatever its kind; null when it is any of several, or only one of some kind. */
    public @Nullable Point exactPoint() {
        if (hops.isEmpty()) {
            return Point.ROOT;
        }
        boolean isExact = !fromRoot
                && hops.stream()
                        .allMatch(hop -> hop.segment() instanceof Hop.Exact && hop.kind() == null && !hop.inclusive());
        return isExact ? exactPrefix() : null;
    }

    /** Whether the particle that the hierarchy leads to is picked; linear in hops times segments. */
    public boolean matches(PointHierarchy hierarchy) {
        return SelectorMatcher.matches(this, hierarchy);
    }

    /** What of the particles one segment below a point is picked, as far as that can be said of all at once. */
    public Children children(PointHierarchy parent) {
        return SelectorMatcher.children(this, parent);
    }

    /**
     * How many segments from the root on are enough to know that nothing below them is picked; -1 when something below
     * the whole hierarchy may be. Whoever looks through particles in order can leave out what is below.
     */
    public int deadEnd(PointHierarchy hierarchy) {
        return SelectorMatcher.deadEnd(this, hierarchy);
    }

    @Override
    public String toString() {
        return SelectorPrinter.print(this);
    }
}
