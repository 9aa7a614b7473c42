package io.hyperspace.space.language.parser;

import io.hyperspace.space.bind.Filter;
import io.hyperspace.space.bind.MethodPattern;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.tree.BindTree;
import io.hyperspace.space.wave.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands inside a bind.
 *
 * <pre>
 * bind   = { scope } "}"
 * scope  = "Route" [ "&lt;" methods "&gt;" ] [ filters ] [ path ] "-&gt;" "{" { scope | route } "}"
 * route  = [ methods ] [ filters ] [ path ] pipeline             with one of methods, filters and path at least
 * methods = "*" | Family [ "&lt;" ( Name | "*" ) "&gt;" ] | "&lt;" ( Name | "*" ) "&gt;"
 * path   = "/" up to white space
 * </pre>
 */
final class BindGrammar extends Grammar {

    private static final List<String> SCOPES = List.of("Route");

    private final WaveGrammar waves;

    BindGrammar(Lexer lexer) {
        super(lexer);
        this.waves = new WaveGrammar(lexer);
    }

    /** What follows the opening brace of a bind, and its closing brace. */
    BindTree bind(int start) {
        List<BindTree.Entry> entries = items(";", () -> scope(1));
        return new BindTree(lexer.from(start), entries);
    }

    private boolean isScope() {
        return lexer.isNext("Route");
    }

    private BindTree.Scope scope(int depth) {
        if (depth > MAX_DEPTH) {
            throw lexer.error(lexer.foundSpan(), Messages.tooDeep(MAX_DEPTH));
        }
        int start = lexer.position();
        oneOf("scope", SCOPES, "'Route' or '}'");
        MethodPattern method = lexer.accept("<") ? scopeMethod() : MethodPattern.ANY;
        BindTree.Head head = head(start, method);
        need("->");
        need("{");
        return new BindTree.Scope(head, entries(depth));
    }

    private List<BindTree.Entry> entries(int depth) {
        return items(";", () -> isScope() ? scope(depth + 1) : route());
    }

    private MethodPattern scopeMethod() {
        MethodPattern method = methods();
        adjacent(">");
        return method;
    }

    private BindTree.Route route() {
        int start = lexer.position();
        BindTree.Head head = head(start, routeMethod());
        return new BindTree.Route(head, new PipelineGrammar(lexer).pipeline());
    }

    private MethodPattern routeMethod() {
        if (lexer.peek() == '/' || lexer.peek() == '(') {
            return MethodPattern.ANY;
        }
        lexer.offer("scope", SCOPES);
        boolean none =
                lexer.peek() != '*' && lexer.peek() != '<' && lexer.wordAhead().isEmpty();
        if (none) {
            throw lexer.expected("a route, 'Route' or '}'");
        }
        return methods();
    }

    private MethodPattern methods() {
        if (lexer.accept("*")) {
            return MethodPattern.ANY;
        }
        return lexer.accept("<") ? new MethodPattern(null, name(null)) : familyAndName();
    }

    private MethodPattern familyAndName() {
        Method.Family family = waves.family();
        String name = lexer.accept("<") ? name(family) : null;
        return new MethodPattern(family, name);
    }

    private @Nullable String name(Method.@Nullable Family family) {
        String name = lexer.accept("*") ? null : family == null ? waves.name() : waves.name(family);
        adjacent(">");
        return name;
    }

    private BindTree.Head head(int start, MethodPattern method) {
        List<Filter> filters = new FilterGrammar(lexer).filters();
        Token path = lexer.peek() == '/' ? lexer.path() : null;
        return new BindTree.Head(lexer.from(start), method, filters, path);
    }
}
