package io.hyperspace.space.language.tree;

import io.hyperspace.space.language.source.Span;
import java.util.List;

/** The value of a property: a bare one may hold variables, one in quotes is a single literal. */
public record ValueTree(Span span, List<Piece> pieces) {
    public ValueTree {
        pieces = List.copyOf(pieces);
    }
}
