package io.hyperspace.space.language.tree;

import io.hyperspace.space.command.Command.Body;
import io.hyperspace.space.command.Command.Strategy;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Span;
import io.hyperspace.space.security.Permissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command as written. */
public sealed interface CommandTree {

    Span span();

    /** The name of the file that the command uploads, or null. */
    default @Nullable String upload() {
        return null;
    }

    /** {@code create} and {@code create?}. */
    record Create(Span span, Strategy strategy, PointTree template, KindTree kind, List<PropertyTree> properties)
            implements CommandTree {}

    /** {@code publish}. */
    record Publish(Span span, Token file, PointTree bundle) implements CommandTree {
        @Override
        public String upload() {
            return file.text();
        }
    }

    /** {@code select}. */
    record Select(Span span, SelectorTree selector) implements CommandTree {}

    /** {@code set}. */
    record Set(Span span, PointTree point, List<PropertyTree> changes) implements CommandTree {}

    /** {@code get}; no keys for the state. */
    record Get(Span span, PointTree point, List<Token> keys) implements CommandTree {}

    /** {@code ping} and {@code signal}. */
    record Send(Span span, boolean answered, PointTree to, MethodTree method, String uri, Body body)
            implements CommandTree {
        @Override
        public @Nullable String upload() {
            return body.upload();
        }
    }

    /** {@code grant perm +…}. */
    record Grant(Span span, Permissions permissions, SelectorTree on, SelectorTree to) implements CommandTree {}
}
