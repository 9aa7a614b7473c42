package io.hyperspace.space.language.resolve;

import io.hyperspace.space.command.Command;
import io.hyperspace.space.command.PointTemplate;
import io.hyperspace.space.language.diagnostic.Diagnostics;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Source;
import io.hyperspace.space.language.tree.CommandTree;
import io.hyperspace.space.language.tree.CommandTree.WaveTree;
import io.hyperspace.space.language.tree.MethodTree;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.language.tree.PropertyTree;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
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
            return create(create);
        } else if (tree instanceof CommandTree.Publish publish) {
            return publish(publish);
        } else if (tree instanceof CommandTree.Set set) {
            return new Command.Set(points.point(set.point()), changes(set.changes()));
        } else if (tree instanceof CommandTree.Get get) {
            return new Command.Get(
                    points.point(get.point()),
                    get.keys().stream().map(Token::text).toList());
        } else if (tree instanceof CommandTree.Read read) {
            return new Command.Read(points.point(read.point()));
        } else if (tree instanceof CommandTree.Write write) {
            return new Command.Write(points.point(write.point()), write.content());
        } else if (tree instanceof CommandTree.Status status) {
            return new Command.Status(points.point(status.point()));
        } else if (tree instanceof CommandTree.History history) {
            return new Command.History(points.point(history.point()));
        } else if (tree instanceof CommandTree.Move move) {
            return new Command.Move(points.point(move.point()), move.to());
        } else if (tree instanceof CommandTree.Drain drain) {
            return new Command.Drain(drain.machine());
        } else if (tree instanceof CommandTree.Trace trace) {
            return new Command.Trace(trace.trace());
        } else if (tree instanceof CommandTree.Show show) {
            return new Command.Show(show.subject());
        }
        return overSelectors(tree);
    }

    private Command overSelectors(CommandTree tree) {
        if (tree instanceof CommandTree.Select select) {
            return new Command.Select(selectors.selector(select.selector()), select.asOf());
        } else if (tree instanceof CommandTree.Watch watch) {
            return new Command.Watch(selectors.selector(watch.selector()));
        } else if (tree instanceof CommandTree.Delete delete) {
            return new Command.Delete(selectors.selector(delete.selector()));
        } else if (tree instanceof CommandTree.Chown chown) {
            return new Command.Chown(selectors.selector(chown.selector()), points.point(chown.to()));
        } else if (tree instanceof CommandTree.GrantRule grant) {
            return new Command.GrantRule(grant.rule(), selectors.selector(grant.on()), selectors.selector(grant.to()));
        } else if (tree instanceof CommandTree.Revoke revoke) {
            return new Command.Revoke(revoke.id());
        } else if (tree instanceof CommandTree.AccessOf access) {
            return new Command.AccessOf(agent(access.agent()), points.point(access.point()));
        } else if (tree instanceof CommandTree.AccessList list) {
            PointTree to = list.to();
            return new Command.AccessList(to == null ? null : agent(to), selectors.selector(list.on()));
        } else if (tree instanceof CommandTree.Ripple ripple) {
            WaveTree wave = ripple.wave();
            return new Command.Ripple(selectors.selector(ripple.to()), method(wave.method()), wave.uri(), wave.body());
        }
        return tree instanceof CommandTree.RippleWatchers ripple ? watchers(ripple) : send((CommandTree.Send) tree);
    }

    private Command watchers(CommandTree.RippleWatchers ripple) {
        WaveTree wave = ripple.wave();
        return new Command.RippleWatchers(points.point(ripple.of()), method(wave.method()), wave.uri(), wave.body());
    }

    private Command create(CommandTree.Create create) {
        return new Command.Create(
                create.strategy(),
                template(create.template()),
                kinds.kind(create.kind()),
                changes(create.properties()));
    }

    private Command send(CommandTree.Send send) {
        WaveTree wave = send.wave();
        return new Command.Send(
                send.answered(), points.point(send.to()), method(wave.method()), wave.uri(), wave.body());
    }

    /** An agent that is no particle has a word of its own. */
    private Agent agent(PointTree tree) {
        String text = source.text().substring(tree.span().start(), tree.span().end());
        for (Agent agent : List.of(Agent.ANONYMOUS, Agent.HYPERUSER)) {
            if (agent.toString().equals(text)) {
                return agent;
            }
        }
        return Agent.of(points.point(tree));
    }

    private Method method(MethodTree tree) {
        if (tree.method().family() == Method.Family.HYP) {
            throw Messages.infrastructureOnly(tree.method()).at(source, tree.span());
        }
        return tree.method();
    }

    private Command publish(CommandTree.Publish publish) {
        Point bundle = points.point(publish.bundle());
        try {
            return new Command.Publish(publish.file().text(), bundle);
        } catch (IllegalArgumentException e) {
            throw Messages.badTemplate(String.valueOf(e.getMessage()))
                    .at(source, publish.bundle().span());
        }
    }

    private PointTemplate template(PointTree tree) {
        PointResolver.Layout layout = points.layout(tree);
        try {
            return layout.read(PointTemplate::parse);
        } catch (IllegalArgumentException e) {
            throw layout.problem(Messages.badTemplate(String.valueOf(e.getMessage())));
        }
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
