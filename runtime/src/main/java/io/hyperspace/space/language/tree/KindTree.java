package io.hyperspace.space.language.tree;

import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Span;
import org.jspecify.annotations.Nullable;

/** A kind as written, without the angle brackets around it. */
public record KindTree(
        Span span,
        Token base,
        @Nullable Token sub,
        @Nullable Token specific) {}
