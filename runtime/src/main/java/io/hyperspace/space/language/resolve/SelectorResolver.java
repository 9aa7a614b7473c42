package io.hyperspace.space.language.resolve;

import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.source.Source;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.language.tree.SelectorTree;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.Segment;
import io.hyperspace.space.selector.Hop;
import io.hyperspace.space.selector.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolves selectors: a relative start becomes the exact hops of the point it stands for. */
public final class SelectorResolver {

    private final Source source;
    private final PointResolver points;

    public SelectorResolver(Source source, Scope scope) {
        this.source = source;
        this.points = new PointResolver(source, scope);
    }

    public Selector selector(SelectorTree tree) {
        @Nullable PointTree start = tree.start();
        List<Hop> hops = start == null ? new ArrayList<>() : hops(start, tree.startInclusive());
        boolean fromRoot = tree.fromRoot() || (start != null && hops.isEmpty() && tree.startInclusive());
        hops.addAll(tree.hops());
        try {
            Selector selector = new Selector(fromRoot || hops.isEmpty(), hops);
            selector.exactPrefix();
            return selector;
        } catch (IllegalArgumentException e) {
            throw Messages.badSelector(String.valueOf(e.getMessage())).at(source, tree.span());
        } catch (HyperspaceException e) {
            throw Messages.badSelector(e.fault().message()).at(source, tree.span());
        }
    }

    private List<Hop> hops(PointTree tree, boolean inclusive) {
        Point point = points.point(tree);
        if (point.isRoot() && !point.equals(Point.ROOT)) {
            throw Messages.rootOfRoute().at(source, tree.span());
        }
        List<Hop> hops = new ArrayList<>();
        List<Segment> segments = point.segments();
        for (int i = 0; i < segments.size(); i++) {
            String route = i == 0 ? point.route().toString() : "";
            boolean last = i == segments.size() - 1;
            hops.add(new Hop(new Hop.Exact(route + segments.get(i).text()), null, inclusive && last));
        }
        return hops;
    }
}
