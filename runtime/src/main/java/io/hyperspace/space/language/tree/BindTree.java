package io.hyperspace.space.language.tree;

import io.hyperspace.space.bind.Filter;
import io.hyperspace.space.bind.MethodPattern;
import io.hyperspace.space.bind.Step;
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
     * @param filters what the agent must pass
     * @param path a regular expression, or null
     */
    public record Head(
            Span span,
            MethodPattern method,
            List<Filter> filters,
            @Nullable Token path) {
        public Head {
            filters = List.copyOf(filters);
        }
    }

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
    public record Route(Head head, List<StepTree> steps) implements Entry {
        public Route {
            steps = List.copyOf(steps);
        }
    }

    /** An arrow, perhaps with a payload pattern, and the stop that it leads to. */
    public record StepTree(Step.Arrow arrow, @Nullable PayloadTree payload, StopTree stop) {}

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
