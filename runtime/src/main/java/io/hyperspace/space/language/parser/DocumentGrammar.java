package io.hyperspace.space.language.parser;

import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.tree.BindTree;
import io.hyperspace.space.language.tree.MechtronTree;
import java.util.List;

/**
 * Documents.
 *
 * <pre>
 * document = Name "(" "version" "=" version ")" "{" { scope } "}"
 * mechtron = { ( "Wasm" | "Limits" | "State" | "Env" ) block }
 * </pre>
 */
public final class DocumentGrammar extends Grammar {

    private static final String VERSION = "1.0.0";
    private static final List<String> NAMES = List.of("Bind", "Mechtron", "App");
    private static final List<String> MECHTRON_SCOPES = List.of("Wasm", "Limits", "State", "Env");

    public DocumentGrammar(Lexer lexer) {
        super(lexer);
    }

    /** The name of the document, whatever it holds. */
    public Token name() {
        lexer.blank();
        Token name = lexer.word();
        if (name.isEmpty()) {
            throw lexer.expected("a document, such as Bind(version=1.0.0) { … }");
        }
        if (!NAMES.contains(name.text())) {
            throw lexer.error(name.span(), Messages.unknownWord("document", name.text(), NAMES));
        }
        return name;
    }

    public BindTree bind() {
        Token name = open("Bind");
        BindTree bind = new BindGrammar(lexer).bind(name.span().start());
        close();
        return bind;
    }

    public MechtronTree mechtron() {
        Token name = open("Mechtron");
        List<MechtronTree.Scope> scopes = items(";", this::scope);
        MechtronTree mechtron = new MechtronTree(lexer.from(name.span().start()), scopes);
        close();
        return mechtron;
    }

    private MechtronTree.Scope scope() {
        Token name = lexer.word();
        if (name.isEmpty()) {
            throw lexer.expected("a scope or '}'");
        }
        if (!MECHTRON_SCOPES.contains(name.text())) {
            throw lexer.error(name.span(), Messages.unknownWord("scope", name.text(), MECHTRON_SCOPES));
        }
        return new MechtronTree.Scope(name, new PropertyGrammar(lexer).settings());
    }

    private Token open(String wanted) {
        Token name = name();
        if (name.text().equals("App")) {
            throw lexer.error(name.span(), Messages.notYet("'App'"));
        }
        if (!name.text().equals(wanted)) {
            throw lexer.error(
                    name.span(), Messages.expected("a " + wanted + " document", Messages.quoted(name.text())));
        }
        need("(");
        need("version");
        need("=");
        lexer.blank();
        Token version = lexer.word();
        if (version.isEmpty()) {
            throw lexer.expected("a version");
        }
        if (!version.text().equals(VERSION)) {
            throw lexer.error(version.span(), Messages.unknownWord("version", version.text(), List.of(VERSION)));
        }
        need(")");
        need("{");
        return name;
    }

    private void close() {
        lexer.blank();
        if (!lexer.atEnd()) {
            throw lexer.expected("the end of the document");
        }
    }
}
