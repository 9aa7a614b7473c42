package io.hyperspace.space.language.parser;

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
 * scope  = "Route" [ "&lt;" ( "*" | Family [ "&lt;" ( Name | "*" ) "&gt;" ] ) "&gt;" ] [ filters ] [ path ] "-&gt;" "{" { scope | route } "}"
 * route  = method [ filters ] [ path ] pipeline ";"
 * method = "*" | Family [ "&lt;" ( Name | "*" ) "&gt;" ] | "&lt;" ( Name | "*" ) "&gt;"
 * path   = "/" up to white space
 * </pre>
 */
final class BindGrammar extends Grammar {

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
        Token word = lexer.word();
        if (word.isEmpty()) {
            throw lexer.expected("'Route' or '}'");
        }
        if (!word.text().equals("Route")) {
            throw lexer.error(word.span(), Messages.unknownWord("scope", word.text(), List.of("Route")));
        }
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
        MethodPattern method = MethodPattern.ANY;
        if (!lexer.accept("*")) {
            method = familyAndName();
        }
        adjacent(">");
        return method;
    }

    private BindTree.Route route() {
        int start = lexer.position();
        BindTree.Head head = head(start, routeMethod());
        return new BindTree.Route(head, new PipelineGrammar(lexer).pipeline());
    }

    private MethodPattern routeMethod() {
        if (lexer.accept("*") || lexer.peek() == '/') {
            return MethodPattern.ANY;
        }
        if (lexer.accept("<")) {
            String name = name();
            return new MethodPattern(null, name);
        }
        if (lexer.within(lexer.foundSpan()).word().isEmpty()) {
            throw lexer.expected("a route, 'Route' or '}'");
        }
        return familyAndName();
    }

    private MethodPattern familyAndName() {
        Method.Family family = waves.family();
        String name = lexer.accept("<") ? name() : null;
        return new MethodPattern(family, name);
    }

    private @Nullable String name() {
        String name = lexer.accept("*") ? null : waves.name();
        adjacent(">");
        return name;
    }

    private BindTree.Head head(int start, MethodPattern method) {
        if (lexer.peek() == '(') {
            new FilterGrammar(lexer).refuse();
        }
        Token path = lexer.peek() == '/' ? lexer.path() : null;
        return new BindTree.Head(lexer.from(start), method, path);
    }
}
