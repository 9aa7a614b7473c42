package io.hyperspace.space.language.tree;

import io.hyperspace.space.language.source.Span;
import io.hyperspace.space.selector.Hop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A selector as written.
 *
 * @param span the whole
 * @param fromRoot whether ROOT itself matches too
 * @param start a relative point or one with variables, which stands for the first hops; null without one
 * @param startInclusive whether the start has a {@code +}
 * @param hops what follows
 */
public record SelectorTree(
        Span span, boolean fromRoot, @Nullable PointTree start, boolean startInclusive, List<Hop> hops) {
    public SelectorTree {
        hops = List.copyOf(hops);
    }
}
