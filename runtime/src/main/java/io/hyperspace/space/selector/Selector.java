package io.hyperspace.space.selector;

import java.util.List;

/**
 * Picks particles by the hierarchy that leads to them, such as {@code localhost:app:**<User>}.
 *
 * @param fromRoot whether ROOT itself matches too, written {@code +:} at the start
 * @param hops what each step may land on, at most 64
 */
public record Selector(boolean fromRoot, List<Hop> hops) {

    public static final int MAX_HOPS = 64;

    public Selector {
        hops = List.copyOf(hops);
        if (hops.size() > MAX_HOPS) {
            throw new IllegalArgumentException("a selector has at most " + MAX_HOPS + " hops");
        }
    }

    /** Whether the particle that the hierarchy leads to is picked; linear in hops times segments. */
    public boolean matches(PointHierarchy hierarchy) {
        return SelectorMatcher.matches(this, hierarchy);
    }

    @Override
    public String toString() {
        return SelectorPrinter.print(this);
    }
}
