package io.hyperspace.space.language.resolve;

import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.bind.Entry;
import io.hyperspace.space.bind.Head;
import io.hyperspace.space.bind.Pipeline;
import io.hyperspace.space.bind.RoutePath;
import io.hyperspace.space.bind.Step;
import io.hyperspace.space.bind.Stop;
import io.hyperspace.space.bind.Surroundings;
import io.hyperspace.space.bind.WholePath;
import io.hyperspace.space.language.diagnostic.Diagnostics;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.diagnostic.Problem;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Source;
import io.hyperspace.space.language.tree.BindTree;
import io.hyperspace.space.language.tree.BindTree.StepTree;
import io.hyperspace.space.language.tree.BindTree.StopTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Resolves binds. What an entry asks is held against what is around it. Points and paths of stops stay as written, for
 * their variables are known only when a wave comes; that they name no unknown variable is checked here.
 */
public final class BindResolver {

    /** What a particle fills in besides the groups of the path. */
    private static final Set<String> ALWAYS = Set.of("bundle");

    private final Source source;
    private final Diagnostics diagnostics;
    private int routes;
    private long steps;
    /** Whether a limit of binds is passed; what follows is not read then. */
    private boolean tooMuch;

    public BindResolver(Source source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /** The bind; null when the diagnostics say why there is none. */
    public @Nullable Bind bind(BindTree tree) {
        List<Entry.Scope> scopes = new ArrayList<>();
        for (Entry entry : entries(tree.entries(), Surroundings.NONE, true)) {
            scopes.add((Entry.Scope) entry);
        }
        return diagnostics.hasErrors() ? null : new Bind(scopes);
    }

    /** @param known whether all paths around are, so that a variable that none of them has is none at all */
    private List<Entry> entries(List<BindTree.Entry> trees, Surroundings around, boolean known) {
        List<Entry> entries = new ArrayList<>();
        for (BindTree.Entry tree : trees) {
            Entry entry =
                    tooMuch || diagnostics.isFull() ? null : diagnostics.attempt(() -> entry(tree, around, known));
            if (entry != null) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private @Nullable Entry entry(BindTree.Entry tree, Surroundings around, boolean known) {
        Head head = head(tree.head(), around);
        Surroundings here = around.within(head)
                .orElseThrow(() -> Messages.neverTaken().at(source, tree.head().span()));
        count(tree, head, here);
        boolean allKnown = known && (head.path() != null || tree.head().path() == null);
        return tree instanceof BindTree.Scope scope
                ? new Entry.Scope(head, entries(scope.entries(), here, allKnown))
                : route((BindTree.Route) tree, head, here, allKnown);
    }

    /** A head; one with a wrong path goes on without it, so that what is inside is looked at too. */
    private Head head(BindTree.Head tree, Surroundings around) {
        Token path = tree.path();
        RoutePath found = path == null ? null : diagnostics.attempt(() -> path(path, around));
        return new Head(tree.method(), tree.filters(), found);
    }

    private RoutePath path(Token path, Surroundings around) {
        try {
            RoutePath found = new RoutePath(path.text());
            List<RoutePath> all = new ArrayList<>(around.paths());
            all.add(found);
            return new WholePath(all, true).last();
        } catch (IllegalArgumentException e) {
            throw Messages.badPath(String.valueOf(e.getMessage())).at(source, path.span());
        }
    }

    private void count(BindTree.Entry tree, Head head, Surroundings here) {
        boolean route = tree instanceof BindTree.Route;
        routes += route ? 1 : 0;
        steps += route || head.path() != null ? new WholePath(here.paths(), head.path() == null).steps() : 0;
        tooMuch = routes > Bind.MAX_ROUTES || steps > Bind.MAX_STEPS;
        if (tooMuch) {
            Problem problem = routes > Bind.MAX_ROUTES
                    ? Messages.badPipeline("a bind has at most " + Bind.MAX_ROUTES + " routes", "one route too many")
                    : Messages.badPipeline(Bind.TOO_MANY_STEPS, "too many with this");
            throw problem.at(source, tree.head().span());
        }
    }

    private @Nullable Entry route(BindTree.Route tree, Head head, Surroundings here, boolean known) {
        Stops stops = new Stops(source, variables(here), known);
        List<Step> pipeline = new ArrayList<>();
        for (StepTree step : tree.steps()) {
            Step found = diagnostics.attempt(() -> step(step, stops));
            if (found != null) {
                pipeline.add(found);
            }
        }
        return pipeline.size() < tree.steps().size() ? null : new Entry.Route(head, new Pipeline(pipeline));
    }

    /** What the stops of a route may use: the groups of all its paths by name and by number. */
    private static Set<String> variables(Surroundings here) {
        WholePath path = new WholePath(here.paths(), true);
        Set<String> variables = new TreeSet<>(path.names().keySet());
        for (int i = 1; i <= path.groups(); i++) {
            variables.add(Integer.toString(i));
        }
        variables.addAll(ALWAYS);
        return variables;
    }

    private Step step(StepTree tree, Stops stops) {
        return new Step(
                tree.arrow(), tree.payload() == null ? null : stops.payload(tree.payload()), stop(tree.stop(), stops));
    }

    private static Stop stop(StopTree tree, Stops stops) {
        if (tree instanceof BindTree.Core) {
            return new Stop.Core();
        }
        return tree instanceof BindTree.To to ? stops.to(to) : new Stop.Reflect();
    }
}
