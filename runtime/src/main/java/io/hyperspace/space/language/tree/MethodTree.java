package io.hyperspace.space.language.tree;

import io.hyperspace.space.language.source.Span;
import io.hyperspace.space.wave.Method;

/** A method as written. */
public record MethodTree(Span span, Method method) {}
