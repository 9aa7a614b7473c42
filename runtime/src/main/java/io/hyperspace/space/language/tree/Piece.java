package io.hyperspace.space.language.tree;

import io.hyperspace.space.language.source.Span;

/** A part of a text that may hold variables. */
public sealed interface Piece {

    Span span();

    /** What stands there. */
    record Literal(Span span, String text) implements Piece {}

    /** What a variable stands for, written {@code ${name}} or {@code $1}. */
    record Variable(Span span, String name) implements Piece {}
}
