package io.hyperspace.space.language.resolve;

import io.hyperspace.space.command.Command;
import io.hyperspace.space.command.Command.Create;
import io.hyperspace.space.command.Command.Strategy;
import io.hyperspace.space.document.AppConfig;
import io.hyperspace.space.language.diagnostic.Diagnostics;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.source.Source;
import io.hyperspace.space.language.tree.AppTree;
import io.hyperspace.space.language.tree.CommandTree;
import io.hyperspace.space.language.tree.PropertyTree;
import io.hyperspace.space.particle.PropertyChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves app documents. */
public final class AppResolver {

    private final Source source;
    private final Diagnostics diagnostics;
    private final PointResolver points;
    private final CommandResolver commands;
    private final Set<String> seen = new HashSet<>();
    private final List<PropertyChange.Set> properties = new ArrayList<>();
    private final List<Create> creates = new ArrayList<>();

    public AppResolver(Source source, Scope scope, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
        this.points = new PointResolver(source, scope);
        this.commands = new CommandResolver(source, scope, diagnostics);
    }

    /** The app; null when the diagnostics say why there is none. */
    public @Nullable AppConfig app(AppTree tree) {
        for (AppTree.Scope scope : tree.scopes()) {
            if (scope instanceof AppTree.SetScope set) {
                set.properties().forEach(property -> keep(properties, () -> property(property)));
            } else if (scope instanceof AppTree.InstallScope install) {
                install.commands().forEach(command -> keep(creates, () -> create(command)));
            }
        }
        return diagnostics.hasErrors() ? null : new AppConfig(properties, creates);
    }

    private interface Step<T> {
        T run();
    }

    private <T> void keep(List<T> list, Step<T> step) {
        T found = diagnostics.attempt(step::run);
        if (found != null) {
            list.add(found);
        }
    }

    private PropertyChange.Set property(PropertyTree tree) {
        if (!(tree instanceof PropertyTree.Set set)) {
            throw Messages.unsetInApp().at(source, tree.span());
        }
        if (!seen.add(set.key().text())) {
            throw Messages.twice("property", set.key().text())
                    .at(source, set.key().span());
        }
        return new PropertyChange.Set(set.key().text(), points.value(set.value()), set.lock());
    }

    private Create create(CommandTree tree) {
        boolean creates = tree instanceof CommandTree.Create create && create.strategy() != Strategy.OVERRIDE;
        Command command = creates ? commands.command(tree) : null;
        if (!(command instanceof Create create)) {
            throw Messages.onlyCreates().at(source, tree.span());
        }
        return create;
    }
}
