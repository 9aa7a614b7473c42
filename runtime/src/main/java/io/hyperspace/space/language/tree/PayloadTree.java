package io.hyperspace.space.language.tree;

import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Span;
import io.hyperspace.space.substance.SubstanceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payload pattern as written.
 *
 * @param span the whole
 * @param shape what a body looks like
 * @param validation the call that validates it, or null
 */
public record PayloadTree(Span span, Shape shape, BindTree.@Nullable To validation) {

    /** What a body looks like. */
    public sealed interface Shape {}

    /** {@code *}. */
    public record Any() implements Shape {}

    /** {@code Text}. */
    public record Of(SubstanceKind kind) implements Shape {}

    /** {@code Text[]}. */
    public record ListOf(SubstanceKind element) implements Shape {}

    /** {@code Map{ … }}. */
    public record MapOf(List<Field> fields, boolean open) implements Shape {
        public MapOf {
            fields = List.copyOf(fields);
        }
    }

    /** {@code name<Text>}. */
    public record Field(Token key, PayloadTree value) {}
}
