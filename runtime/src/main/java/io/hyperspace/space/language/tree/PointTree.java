package io.hyperspace.space.language.tree;

import io.hyperspace.space.language.source.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * A point as written.
 *
 * @param span the whole
 * @param anchor what it is relative to
 * @param anchorSpan the dots; empty for {@link Anchor#NONE}
 * @param pieces what follows the anchor
 */
public record PointTree(Span span, Anchor anchor, Span anchorSpan, List<Piece> pieces) {

    /** What a point starts from. */
    public enum Anchor {
        NONE,
        /** {@code .} */
        WORKING,
        /** {@code ..} */
        PARENT,
        /** {@code ...} */
        TOP
    }

    public PointTree {
        pieces = List.copyOf(pieces);
    }

    /** The point that pieces make up: dots at the start, alone or before a {@code :}, are its anchor. */
    public static PointTree of(Span span, List<Piece> pieces) {
        int dots = !pieces.isEmpty() && pieces.get(0) instanceof Piece.Literal first
                ? dots(first.text(), pieces.size() == 1)
                : 0;
        Span anchor = span.part(0, dots);
        if (dots == 0) {
            return new PointTree(span, Anchor.NONE, anchor, pieces);
        }
        List<Piece> rest = new ArrayList<>(pieces.subList(1, pieces.size()));
        Piece.Literal first = (Piece.Literal) pieces.get(0);
        if (first.text().length() > dots) {
            Span tail = first.span().part(dots, first.text().length());
            rest.add(0, new Piece.Literal(tail, first.text().substring(dots)));
        }
        return new PointTree(span, Anchor.values()[dots], first.span().part(0, dots), rest);
    }

    private static int dots(String text, boolean whole) {
        int dots = 0;
        while (dots < text.length() && text.charAt(dots) == '.') {
            dots++;
        }
        boolean alone = dots == text.length() ? whole : text.charAt(dots) == ':';
        return alone && dots < Anchor.values().length ? dots : 0;
    }

    /** Whether the point means the same everywhere. */
    public boolean isWhole() {
        return anchor == Anchor.NONE && pieces.stream().allMatch(Piece.Literal.class::isInstance);
    }
}
