package io.hyperspace.space.language.resolve;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.diagnostic.Problem;
import io.hyperspace.space.language.source.Source;
import io.hyperspace.space.language.source.Span;
import io.hyperspace.space.language.tree.Piece;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.language.tree.ValueTree;
import io.hyperspace.space.point.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Resolves points and values. A variable at the start of a point may stand for a whole point; behind it, one stands for
 * text inside a segment, or inside the files of a particle, and cannot lead anywhere else: its value holds no {@code :}.
 */
public final class PointResolver {

    /** The longest text that variables may be filled into, in chars. */
    private static final int MAX_VALUE = 1 << 20;

    private static final String ROOT = Point.ROOT.toString();

    private final Source source;
    private final Scope scope;

    public PointResolver(Source source, Scope scope) {
        this.source = source;
        this.scope = scope;
    }

    public Point point(PointTree tree) {
        Layout layout = layout(tree);
        return layout.read(Point::parse);
    }

    /** The text of a value, with its variables filled in. */
    public String value(ValueTree tree) {
        StringBuilder out = new StringBuilder();
        for (Piece piece : tree.pieces()) {
            out.append(piece instanceof Piece.Variable variable ? lookUp(variable) : literal(piece));
            if (out.length() > MAX_VALUE) {
                throw Messages.tooLarge("a text with its variables filled in", MAX_VALUE)
                        .at(source, piece.span());
            }
        }
        return out.toString();
    }

    /** The text that a tree stands for, together with which part of it came from where. */
    Layout layout(PointTree tree) {
        if (scope.working() == null && !tree.isWhole()) {
            throw Messages.relativeHere().at(source, tree.span());
        }
        Layout layout = new Layout(source, tree);
        layout.add(tree.anchorSpan(), anchor(tree), false);
        for (Piece piece : tree.pieces()) {
            boolean first = layout.isEmpty();
            if (piece instanceof Piece.Variable variable) {
                String value = lookUp(variable);
                if (!first && value.indexOf(':') >= 0) {
                    throw Messages.badPoint("variable '" + variable.name()
                                    + "' holds a ':', which only a variable at the" + " start of a point may")
                            .at(source, variable.span());
                }
                layout.add(piece.span(), value, false);
            } else {
                layout.add(piece.span(), literal(piece), true);
            }
            if (layout.text.length() > Point.MAX_BYTES) {
                throw Messages.badPoint("a point has at most " + Point.MAX_BYTES + " bytes")
                        .at(source, tree.span());
            }
        }
        return layout;
    }

    private String anchor(PointTree tree) {
        @Nullable Point working = scope.working();
        if (tree.anchor() == PointTree.Anchor.NONE || working == null) {
            return "";
        }
        if (tree.anchor() == PointTree.Anchor.TOP) {
            return working.prefix(0).toString();
        }
        if (tree.anchor() == PointTree.Anchor.WORKING) {
            return working.toString();
        }
        Point parent = working.parent();
        if (parent == null) {
            throw Messages.badPoint(working + " has no parent").at(source, tree.anchorSpan());
        }
        return parent.toString();
    }

    private static String literal(Piece piece) {
        return piece instanceof Piece.Literal literal ? literal.text() : "";
    }

    private String lookUp(Piece.Variable variable) {
        String value = scope.variables().get(variable.name());
        if (value == null) {
            throw Messages.unknownVariable(variable.name(), scope.variables().keySet())
                    .at(source, variable.span());
        }
        return value;
    }

    /** A text under construction that remembers its parts. */
    static final class Layout {

        private final Source source;
        private final PointTree tree;
        private final StringBuilder text = new StringBuilder();
        private final List<Part> parts = new ArrayList<>();

        private record Part(int start, Span span, boolean literal) {}

        Layout(Source source, PointTree tree) {
            this.source = source;
            this.tree = tree;
        }

        boolean isEmpty() {
            return text.isEmpty();
        }

        /** Adds a part; one that goes down from the root takes the root's place, behind its route if it has one. */
        void add(Span span, String added, boolean literal) {
            int root = added.startsWith(":") ? rootAt() : -1;
            boolean fromRoot = root >= 0;
            if (fromRoot) {
                text.setLength(root);
                parts.removeIf(part -> part.start() >= root);
            }
            String rest = fromRoot ? added.substring(1) : added;
            if (!rest.isEmpty()) {
                parts.add(new Part(text.length(), fromRoot ? span.part(1, added.length()) : span, literal));
                text.append(rest);
            }
        }

        /** Where the text so far says {@code ROOT} and nothing more but a route before it; -1 if it says something else. */
        private int rootAt() {
            int at = text.length() - ROOT.length();
            boolean root = at >= 0 && text.indexOf(ROOT, at) == at;
            return root && (at == 0 || text.indexOf("::") == at - 2) ? at : -1;
        }

        /** What the text says; an error in it is shown at the part that it came from. */
        <T> T read(Function<String, T> parse) {
            try {
                return parse.apply(text.toString());
            } catch (HyperspaceException e) {
                throw error(e.fault());
            }
        }

        private HyperspaceException error(Fault fault) {
            int at = fault.span() == null ? 0 : fault.span().column() - 1;
            int length = fault.span() == null ? 1 : fault.span().length();
            return Messages.badPoint(fault.message()).at(source, spanOf(at, length));
        }

        /** Where an offset of the text came from: exactly so in a literal, else the whole part. */
        private Span spanOf(int at, int length) {
            Part found = new Part(0, tree.span(), false);
            for (Part part : parts) {
                if (part.start() <= at) {
                    found = part;
                }
            }
            int offset = at - found.start();
            return found.literal() ? found.span().part(offset, offset + length) : found.span();
        }

        HyperspaceException problem(Problem problem) {
            return problem.at(source, tree.span());
        }
    }
}
