package io.hyperspace.space.language.resolve;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.bind.BindRoute;
import io.hyperspace.space.bind.MethodPattern;
import io.hyperspace.space.bind.Pipeline;
import io.hyperspace.space.bind.Stop;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.diagnostic.Diagnostics;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Source;
import io.hyperspace.space.language.tree.BindTree;
import io.hyperspace.space.language.tree.BindTree.StopTree;
import io.hyperspace.space.language.tree.MethodTree;
import io.hyperspace.space.language.tree.Piece;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.language.tree.ValueTree;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.wave.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Resolves binds: nested scopes become flat routes, each with the methods and the path of all that is around it. Points
 * and paths of stops stay as written, for their variables are known only when a wave comes; that they name no unknown
 * variable is checked here.
 */
public final class BindResolver {

    /** What a particle fills in besides the groups of the path. */
    private static final Set<String> ALWAYS = Set.of("bundle");

    private static final int MAX_ROUTES = 1000;
    private static final Point ANYWHERE = Point.parse("anywhere");

    private final Source source;
    private final Diagnostics diagnostics;
    private final List<BindRoute> routes = new ArrayList<>();

    public BindResolver(Source source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    public Bind bind(BindTree tree) {
        entries(tree.entries(), MethodPattern.ANY, List.of());
        return new Bind(routes);
    }

    private void entries(List<BindTree.Entry> entries, MethodPattern method, List<Token> paths) {
        for (BindTree.Entry entry : entries) {
            diagnostics.attempt(() -> entry(entry, method, paths));
            if (diagnostics.isFull()) {
                return;
            }
        }
    }

    private BindTree.Entry entry(BindTree.Entry entry, MethodPattern method, List<Token> paths) {
        MethodPattern inner = narrow(method, entry.head());
        Token path = entry.head().path();
        if (path != null) {
            compile(path, path.text());
        }
        if (entry instanceof BindTree.Scope scope) {
            entries(scope.entries(), inner, plus(paths, path));
        } else if (entry instanceof BindTree.Route route) {
            routes.add(route(route, inner, paths));
        }
        return entry;
    }

    private MethodPattern narrow(MethodPattern outer, BindTree.Head head) {
        MethodPattern inner = head.method();
        boolean family = outer.family() == null || inner.family() == null || outer.family() == inner.family();
        boolean name =
                outer.name() == null || inner.name() == null || outer.name().equals(inner.name());
        if (!family || !name) {
            throw Messages.neverTaken().at(source, head.span());
        }
        return new MethodPattern(
                inner.family() == null ? outer.family() : inner.family(),
                inner.name() == null ? outer.name() : inner.name());
    }

    private static List<Token> plus(List<Token> paths, @Nullable Token path) {
        if (path == null) {
            return paths;
        }
        List<Token> longer = new ArrayList<>(paths);
        longer.add(path);
        return longer;
    }

    private BindRoute route(BindTree.Route route, MethodPattern method, List<Token> outer) {
        if (routes.size() == MAX_ROUTES) {
            throw Messages.badPipeline("a bind has at most " + MAX_ROUTES + " routes", "one route too many")
                    .at(source, route.head().span());
        }
        Pattern path = path(plus(outer, route.head().path()), route.head().path() == null);
        Set<String> variables = new TreeSet<>(path.namedGroups().keySet());
        for (int i = 1; i <= path.groupCount(); i++) {
            variables.add(Integer.toString(i));
        }
        variables.addAll(ALWAYS);
        List<Stop> stops = new ArrayList<>();
        for (StopTree stop : route.stops()) {
            stops.add(stop(stop, variables));
        }
        return new BindRoute(method, path, new Pipeline(stops));
    }

    /** All parts in a row; when the innermost is left open, whatever lies below the others. */
    private Pattern path(List<Token> parts, boolean open) {
        StringBuilder whole = new StringBuilder();
        for (Token part : parts) {
            whole.append("(?:").append(part.text()).append(')');
        }
        if (parts.isEmpty()) {
            whole.append("(?s:.*)");
        } else if (open) {
            boolean below = parts.get(parts.size() - 1).text().endsWith("/");
            whole.append(below ? "(?s:.*)" : "(?s:/.*)?");
        }
        return parts.isEmpty()
                ? Pattern.compile(whole.toString())
                : compile(parts.get(parts.size() - 1), whole.toString());
    }

    private Pattern compile(Token part, String expression) {
        String refusal = PathGuard.refusal(expression);
        if (!refusal.isEmpty()) {
            throw Messages.badPath(refusal).at(source, part.span());
        }
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw Messages.badPath(e.getDescription()).at(source, part.span());
        }
    }

    private Stop stop(StopTree tree, Set<String> variables) {
        if (tree instanceof BindTree.Core) {
            return new Stop.Core();
        }
        if (tree instanceof BindTree.To to) {
            return to(to, variables);
        }
        return new Stop.Reflect();
    }

    private Stop.To to(BindTree.To tree, Set<String> variables) {
        check(tree.point().pieces(), variables);
        if (tree.point().pieces().stream().allMatch(Piece.Literal.class::isInstance)
                && tree.point().anchor() != PointTree.Anchor.PARENT) {
            new PointResolver(source, new Scope(ANYWHERE, Map.of(), KnownKinds.ANY)).point(tree.point());
        }
        @Nullable ValueTree path = tree.path();
        if (path != null) {
            check(path.pieces(), variables);
        }
        return new Stop.To(tree.text().text(), method(tree.method()), path == null ? null : text(path));
    }

    private void check(List<Piece> pieces, Set<String> variables) {
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Variable variable && !variables.contains(variable.name())) {
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
