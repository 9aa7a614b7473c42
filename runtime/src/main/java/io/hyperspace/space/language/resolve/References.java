package io.hyperspace.space.language.resolve;

import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.diagnostic.Diagnostics;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.diagnostic.Problem;
import io.hyperspace.space.language.source.Source;
import io.hyperspace.space.language.source.Span;
import io.hyperspace.space.language.tree.AppTree;
import io.hyperspace.space.language.tree.BindTree;
import io.hyperspace.space.language.tree.CommandTree;
import io.hyperspace.space.language.tree.MechtronTree;
import io.hyperspace.space.language.tree.PayloadTree;
import io.hyperspace.space.language.tree.Piece;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.language.tree.PropertyTree;
import io.hyperspace.space.point.Point;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a document names in the bundle that it lies in. What it names elsewhere, and what is known only when it is
 * used, is left alone, as is what is wrong in itself, for others tell of that.
 */
public final class References {

    /** How many paths a wrong one is compared with. */
    private static final int MAX_NEAR = 200;

    private final Source source;
    private final Diagnostics diagnostics;
    private final PointResolver points;
    private final String root;
    private final Set<String> paths;

    /**
     * What checks one document.
     *
     * @param bundle the point of the bundle
     * @param paths of all files and directories in it, the latter with their slash
     */
    public References(Source source, Diagnostics diagnostics, Scope scope, Point bundle, Set<String> paths) {
        this.source = source;
        this.diagnostics = diagnostics;
        this.points = new PointResolver(source, scope);
        this.root = bundle + ":/";
        this.paths = paths;
    }

    /** A mechtron's module. */
    public void check(MechtronTree tree) {
        for (MechtronTree.Scope scope : tree.scopes()) {
            if (scope.name().text().equals("Wasm")) {
                scope.properties().forEach(property -> property(property, Map.of("bin", ".wasm")));
            }
        }
    }

    /** The files that a bind sends waves to; in a bind the dots are a particle's and not the bundle's. */
    public void check(BindTree tree) {
        entries(tree.entries());
    }

    private void entries(List<BindTree.Entry> entries) {
        for (BindTree.Entry entry : entries) {
            if (entry instanceof BindTree.Scope scope) {
                entries(scope.entries());
            } else if (entry instanceof BindTree.Route route) {
                route.steps().forEach(this::step);
            }
        }
    }

    private void step(BindTree.StepTree step) {
        @Nullable PayloadTree pattern = step.payload();
        if (pattern != null) {
            payload(pattern);
        }
        if (step.stop() instanceof BindTree.To to) {
            to(to);
        }
    }

    private void payload(PayloadTree payload) {
        BindTree.@Nullable To validation = payload.validation();
        if (validation != null) {
            to(validation);
        }
        if (payload.shape() instanceof PayloadTree.MapOf map) {
            map.fields().forEach(field -> payload(field.value()));
        }
    }

    private void to(BindTree.To to) {
        boolean whole = to.point().pieces().stream()
                .noneMatch(piece -> piece instanceof Piece.Variable variable
                        && !variable.name().equals("bundle"));
        if (whole && to.point().anchor() == PointTree.Anchor.NONE) {
            path(to.point(), to.text().span(), "", "");
        }
    }

    /** Whatever an app sets or gives to what it creates; its bind and the config of a mechtron are of one sort. */
    public void check(AppTree tree) {
        for (AppTree.Scope scope : tree.scopes()) {
            if (scope instanceof AppTree.SetScope set) {
                set.properties().forEach(property -> property(property, Map.of("bind", ".bind")));
            } else if (scope instanceof AppTree.InstallScope install) {
                install.commands().forEach(this::command);
            }
        }
    }

    private void command(CommandTree command) {
        if (command instanceof CommandTree.Create create) {
            boolean mechtron = create.kind().base().text().equals(Kind.MECHTRON.base());
            Map<String, String> endings =
                    mechtron ? Map.of("bind", ".bind", "config", ".mechtron") : Map.of("bind", ".bind");
            create.properties().forEach(property -> property(property, endings));
        }
    }

    /** @param endings what the name of a file must end in, by key */
    private void property(PropertyTree property, Map<String, String> endings) {
        if (property instanceof PropertyTree.Set set) {
            String key = set.key().text();
            Span span = set.value().span();
            path(PointTree.of(span, set.value().pieces()), span, key, endings.getOrDefault(key, ""));
        }
    }

    private void path(PointTree tree, Span span, String key, String ending) {
        String point;
        try {
            point = points.point(tree).toString();
        } catch (HyperspaceException e) {
            return;
        }
        if (!point.startsWith(root) || (point.endsWith("/") && !ending.isEmpty())) {
            return;
        }
        String path = point.substring(root.length());
        if (!paths.contains(path)) {
            report(Messages.noSuchFile(path, near(path, ending)), span);
        } else if (!path.endsWith(ending)) {
            report(Messages.wrongFile(key, ending, path), span);
        }
    }

    private void report(Problem problem, Span span) {
        if (!diagnostics.isFull()) {
            diagnostics.error(problem.fault(source, span));
        }
    }

    /** Those that may have been meant: in the same directory or of the same name, and of the right ending. */
    private List<String> near(String path, String ending) {
        String directory = path.substring(0, path.lastIndexOf('/') + 1);
        String name = path.substring(directory.length());
        return paths.stream()
                .filter(one -> one.endsWith(ending) && !one.isEmpty())
                .filter(one -> one.startsWith(directory) || one.endsWith("/" + name) || one.equals(name))
                .sorted()
                .limit(MAX_NEAR)
                .toList();
    }
}
