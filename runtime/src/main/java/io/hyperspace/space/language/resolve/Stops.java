package io.hyperspace.space.language.resolve;

import io.hyperspace.space.bind.PayloadPattern;
import io.hyperspace.space.bind.PayloadPattern.Shape;
import io.hyperspace.space.bind.Stop;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.source.Source;
import io.hyperspace.space.language.tree.BindTree;
import io.hyperspace.space.language.tree.MethodTree;
import io.hyperspace.space.language.tree.PayloadTree;
import io.hyperspace.space.language.tree.Piece;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.language.tree.ValueTree;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.wave.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves the calls of one route: where its stops lead, and what validates its payloads. */
final class Stops {

    private static final Point ANYWHERE = Point.parse("anywhere");

    private final Source source;
    private final Set<String> variables;
    private final boolean allKnown;

    /**
     * @param variables what calls may use
     * @param allKnown whether these are all that there are; else others are not complained of
     */
    Stops(Source source, Set<String> variables, boolean allKnown) {
        this.source = source;
        this.variables = variables;
        this.allKnown = allKnown;
    }

    PayloadPattern payload(PayloadTree tree) {
        BindTree.@Nullable To validation = tree.validation();
        return new PayloadPattern(shape(tree.shape()), validation == null ? null : to(validation));
    }

    private Shape shape(PayloadTree.Shape tree) {
        if (tree instanceof PayloadTree.Of of) {
            return new PayloadPattern.Of(of.kind());
        } else if (tree instanceof PayloadTree.ListOf list) {
            return new PayloadPattern.ListOf(list.element());
        } else if (tree instanceof PayloadTree.MapOf map) {
            return new PayloadPattern.MapOf(
                    map.fields().stream().map(this::field).toList(), map.open());
        }
        return new PayloadPattern.Any();
    }

    private PayloadPattern.Field field(PayloadTree.Field tree) {
        return new PayloadPattern.Field(tree.key().text(), payload(tree.value()));
    }

    Stop.To to(BindTree.To tree) {
        check(tree.point().pieces());
        if (tree.point().pieces().stream().allMatch(Piece.Literal.class::isInstance)
                && tree.point().anchor() != PointTree.Anchor.PARENT) {
            new PointResolver(source, new Scope(ANYWHERE, Map.of(), KnownKinds.ANY)).point(tree.point());
        }
        @Nullable ValueTree path = tree.path();
        if (path != null) {
            check(path.pieces());
        }
        return new Stop.To(tree.text().text(), method(tree.method()), path == null ? null : text(path));
    }

    private void check(List<Piece> pieces) {
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Variable variable && allKnown && !variables.contains(variable.name())) {
                throw Messages.unknownVariable(variable.name(), variables).at(source, variable.span());
            }
        }
    }

    private @Nullable Method method(@Nullable MethodTree tree) {
        if (tree != null && tree.method().family() == Method.Family.HYP) {
            throw Messages.infrastructureOnly(tree.method()).at(source, tree.span());
        }
        return tree == null ? null : tree.method();
    }

    private String text(ValueTree path) {
        return source.text().substring(path.span().start(), path.span().end());
    }
}
