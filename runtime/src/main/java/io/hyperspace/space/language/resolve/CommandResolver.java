package io.hyperspace.space.language.resolve;

import io.hyperspace.space.command.Command;
import io.hyperspace.space.command.Command.PointTemplate;
import io.hyperspace.space.language.diagnostic.Diagnostics;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Source;
import io.hyperspace.space.language.tree.CommandTree;
import io.hyperspace.space.language.tree.MethodTree;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.language.tree.PropertyTree;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.Segment;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.wave.Method;
import java.util.List;

/** Resolves commands. */
public final class CommandResolver {

    private final Source source;
    private final PointResolver points;
    private final KindResolver kinds;
    private final SelectorResolver selectors;

    public CommandResolver(Source source, Scope scope, Diagnostics diagnostics) {
        this.source = source;
        this.points = new PointResolver(source, scope);
        this.kinds = new KindResolver(source, scope.kinds(), diagnostics);
        this.selectors = new SelectorResolver(source, scope);
    }

    public Command command(CommandTree tree) {
        if (tree instanceof CommandTree.Create create) {
            return new Command.Create(
                    create.strategy(),
                    template(create.template()),
                    kinds.kind(create.kind()),
                    changes(create.properties()));
        }
        if (tree instanceof CommandTree.Publish publish) {
            return new Command.Publish(publish.file().text(), bundle(publish.bundle()));
        }
        if (tree instanceof CommandTree.Select select) {
            return new Command.Select(selectors.selector(select.selector()), null);
        }
        if (tree instanceof CommandTree.Set set) {
            return new Command.Set(points.point(set.point()), changes(set.changes()));
        }
        if (tree instanceof CommandTree.Get get) {
            List<String> keys = get.keys().stream().map(Token::text).toList();
            return new Command.Get(points.point(get.point()), keys, keys.isEmpty());
        }
        if (tree instanceof CommandTree.Grant grant) {
            return new Command.GrantRule(
                    new Grant.OrMask(grant.permissions()),
                    selectors.selector(grant.on()),
                    selectors.selector(grant.to()));
        }
        return send((CommandTree.Send) tree);
    }

    private Command send(CommandTree.Send send) {
        Point to = points.point(send.to());
        return new Command.Send(send.answered(), to, method(send.method()), send.uri(), send.body());
    }

    private Method method(MethodTree tree) {
        if (tree.method().family() == Method.Family.HYP) {
            throw Messages.infrastructureOnly(tree.method()).at(source, tree.span());
        }
        return tree.method();
    }

    private Point bundle(PointTree tree) {
        Point bundle = points.point(tree);
        if (bundle.isRoot() || bundle.last().type() != Segment.Type.VERSION) {
            throw Messages.badTemplate("the point of a bundle ends in a version, such as repo:series:1.0.0")
                    .at(source, tree.span());
        }
        return bundle;
    }

    private PointTemplate template(PointTree tree) {
        PointResolver.Layout layout = points.layout(tree);
        String text = layout.text();
        int percent = text.indexOf('%');
        if (percent != text.lastIndexOf('%')) {
            throw layout.problem(Messages.badTemplate("a template holds at most one '%'"));
        }
        Point example = layout.parse(text.replace('%', '0'));
        if (example.isRoot()) {
            throw layout.problem(Messages.badTemplate("ROOT is there already"));
        }
        Point parent = example.parent();
        int childStart = parent == null ? 0 : childStart(parent);
        int lastStart = text.length() - example.last().text().length();
        if (percent >= 0 && percent < lastStart) {
            throw layout.problem(Messages.badTemplate("'%' may stand in the last segment only"));
        }
        return new PointTemplate(parent == null ? Point.ROOT : parent, text.substring(childStart));
    }

    private static int childStart(Point parent) {
        return parent.isRoot()
                ? parent.route().toString().length()
                : parent.toString().length() + 1;
    }

    private List<PropertyChange> changes(List<PropertyTree> trees) {
        return trees.stream().map(this::change).toList();
    }

    private PropertyChange change(PropertyTree tree) {
        String key = tree.key().text();
        return tree instanceof PropertyTree.Set set
                ? new PropertyChange.Set(key, points.value(set.value()), set.lock())
                : new PropertyChange.Unset(key);
    }
}
