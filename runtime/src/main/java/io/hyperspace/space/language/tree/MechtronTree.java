package io.hyperspace.space.language.tree;

import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Span;
import java.util.List;
import java.util.Map;

/** A mechtron document as written: its scopes, each with its properties. */
public record MechtronTree(Span span, List<Scope> scopes) {

    /** The scopes that there are. */
    public static final List<String> SCOPES = List.of("Wasm", "Limits", "State", "Env");

    private static final Map<String, List<String>> SETTINGS = Map.of(
            "Wasm", List.of("bin", "name"),
            "Limits", List.of("memory", "time", "concurrency"),
            "State", List.of("mode", "durable"));

    public MechtronTree {
        scopes = List.copyOf(scopes);
    }

    /** The keys that a scope knows; none where any will do. */
    public static List<String> settings(String scope) {
        return SETTINGS.getOrDefault(scope, List.of());
    }

    /** {@code Name { +key=value; … }}. */
    public record Scope(Token name, List<PropertyTree> properties) {
        public Scope {
            properties = List.copyOf(properties);
        }
    }
}
