package io.hyperspace.space.language.tree;

import io.hyperspace.space.bind.MethodPattern;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bind as written: scopes that hold routes and further scopes. */
public record BindTree(Span span, List<Entry> entries) {

    public BindTree {
        entries = List.copyOf(entries);
    }

    /**
     * What a scope or route takes.
     *
     * @param span the whole head
     * @param method which methods, where nothing is written any
     * @param path a regular expression, or null
     */
    public record Head(
            Span span, MethodPattern method, @Nullable Token path) {}

    /** A scope or a route. */
    public sealed interface Entry {
        Head head();
    }

    /** {@code Route… -> { … }}. */
    public record Scope(Head head, List<Entry> entries) implements Entry {
        public Scope {
            entries = List.copyOf(entries);
        }
    }

    /** {@code Ext<Hello>/path -> … => &;}. */
    public record Route(Head head, List<StopTree> stops) implements Entry {
        public Route {
            stops = List.copyOf(stops);
        }
    }

    /** One stop of a pipeline. */
    public sealed interface StopTree {
        Span span();
    }

    /** {@code (())}. */
    public record Core(Span span) implements StopTree {}

    /** {@code &}. */
    public record Reflect(Span span) implements StopTree {}

    /** A point, or a call. */
    public record To(
            Span span,
            Token text,
            PointTree point,
            @Nullable MethodTree method,
            @Nullable ValueTree path) implements StopTree {}
}
