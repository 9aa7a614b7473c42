package io.hyperspace.space.language.tree;

import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Span;
import java.util.List;

/** A mechtron document as written: its scopes, each with its properties. */
public record MechtronTree(Span span, List<Scope> scopes) {

    public MechtronTree {
        scopes = List.copyOf(scopes);
    }

    /** {@code Name { +key=value; … }}. */
    public record Scope(Token name, List<PropertyTree> properties) {
        public Scope {
            properties = List.copyOf(properties);
        }
    }
}
