package io.hyperspace.watch;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.selector.Hop;
import io.hyperspace.space.selector.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What somebody wants to watch.
 *
 * @param selector picks the particles
 * @param agent on whose authority; what it may not select it is not told of
 * @param valid whether whoever watches may still come as that agent; a stage that fails ends the watching
 */
public record Watch(Selector selector, Agent agent, Supplier<CompletionStage<?>> valid) {

    /** A watch of what a person names: who watches one point watches its children too. */
    public static Watch of(Selector selector, Agent agent, Supplier<CompletionStage<?>> valid) {
        return new Watch(selector.exactPoint() == null ? selector : withChildren(selector), agent, valid);
    }

    private static Selector withChildren(Selector one) {
        if (one.hops().isEmpty()) {
            return new Selector(true, List.of(new Hop(new Hop.AnyOne(), null, false)));
        }
        List<Hop> hops = new ArrayList<>(one.hops());
        Hop last = hops.remove(hops.size() - 1);
        if (hops.size() + 2 > Selector.MAX_HOPS || last.segment().text().endsWith("/")) {
            return one;
        }
        hops.add(new Hop(last.segment(), last.kind(), true));
        hops.add(new Hop(new Hop.AnyOne(), null, false));
        return new Selector(false, hops);
    }

    /** Everything that can be picked is this point or lies below it. */
    Point prefix() {
        return selector.exactPrefix();
    }

    /** Whether a point could be picked, as far as can be said without its kind. */
    boolean mayConcern(Point point) {
        return isAtOrBelow(prefix(), point);
    }

    /** Whether what is said about a point and all below it, or about one above, could be about something picked. */
    boolean isNear(Point anchor) {
        return isAtOrBelow(anchor, prefix()) || isAtOrBelow(prefix(), anchor);
    }

    private static boolean isAtOrBelow(Point above, Point point) {
        int length = above.depth();
        return above.isRoot()
                || point.equals(above)
                || (point.depth() > length && point.prefix(length).equals(above));
    }
}
