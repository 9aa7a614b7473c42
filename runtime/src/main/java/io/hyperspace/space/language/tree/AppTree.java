package io.hyperspace.space.language.tree;

import io.hyperspace.space.language.source.Span;
import java.util.List;

/** An app document as written. */
public record AppTree(Span span, List<Scope> scopes) {

    public AppTree {
        scopes = List.copyOf(scopes);
    }

    /** A scope of an app. */
    public sealed interface Scope {}

    /** {@code Set { +key=value; … }}. */
    public record SetScope(List<PropertyTree> properties) implements Scope {
        public SetScope {
            properties = List.copyOf(properties);
        }
    }

    /** {@code Install { create …; … }}. */
    public record InstallScope(List<CommandTree> commands) implements Scope {
        public InstallScope {
            commands = List.copyOf(commands);
        }
    }
}
