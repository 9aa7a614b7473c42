package io.hyperspace.space.language.tree;

import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Span;

/** One change of a property. */
public sealed interface PropertyTree {

    Span span();

    Token key();

    /** {@code +key=value}, or {@code +@key=value} when locked. */
    record Set(Span span, Token key, ValueTree value, boolean lock) implements PropertyTree {}

    /** {@code !key}. */
    record Unset(Span span, Token key) implements PropertyTree {}
}
