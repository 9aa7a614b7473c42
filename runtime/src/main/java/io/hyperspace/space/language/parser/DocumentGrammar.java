package io.hyperspace.space.language.parser;

import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.tree.AppTree;
import io.hyperspace.space.language.tree.BindTree;
import io.hyperspace.space.language.tree.CommandTree;
import io.hyperspace.space.language.tree.MechtronTree;
import java.util.List;

/**
 * Documents.
 *
 * <pre>
 * document = Name "(" "version" "=" version ")" "{" { scope } "}"
 * mechtron = { ( "Wasm" | "Limits" | "State" | "Env" ) block }
 * app      = { "Set" block | "Install" "{" script "}" }
 * </pre>
 */
public final class DocumentGrammar extends Grammar {

    private static final List<String> VERSIONS = List.of("1.0.0");
    private static final List<String> NAMES = List.of("Bind", "Mechtron", "App");
    private static final List<String> APP_SCOPES = List.of("Set", "Install");

    public DocumentGrammar(Lexer lexer) {
        super(lexer);
    }

    /** The name of the document, whatever it holds. */
    public Token name() {
        return name(NAMES);
    }

    private Token name(List<String> proposed) {
        lexer.blank();
        Token name = offered("document", proposed, "a document, such as Bind(version=1.0.0) { … }");
        if (!NAMES.contains(name.text())) {
            throw unknown(name, "document", NAMES);
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
        Token name = offered("scope", MechtronTree.SCOPES, "a scope or '}'");
        if (!MechtronTree.SCOPES.contains(name.text())) {
            throw unknown(name, "scope", MechtronTree.SCOPES);
        }
        return new MechtronTree.Scope(name, new PropertyGrammar(lexer).settings(MechtronTree.settings(name.text())));
    }

    public AppTree app() {
        Token name = open("App");
        List<AppTree.Scope> scopes = items(";", this::appScope);
        AppTree app = new AppTree(lexer.from(name.span().start()), scopes);
        close();
        return app;
    }

    private AppTree.Scope appScope() {
        return oneOf("scope", APP_SCOPES, "a scope or '}'").equals("Set")
                ? new AppTree.SetScope(new PropertyGrammar(lexer).properties())
                : new AppTree.InstallScope(install());
    }

    private List<CommandTree> install() {
        need("{");
        semicolons();
        return items(";", () -> {
            CommandTree command = new CommandGrammar(lexer).command();
            lexer.blank();
            if (!lexer.isNext(";") && !lexer.isNext("}")) {
                throw lexer.expected("';' or '}'");
            }
            semicolons();
            return command;
        });
    }

    private void semicolons() {
        boolean more = true;
        while (more) {
            more = next(";");
        }
    }

    private Token open(String wanted) {
        Token name = name(List.of(wanted));
        if (!name.text().equals(wanted)) {
            throw lexer.error(
                    name.span(), Messages.expected("the document '" + wanted + "'", Messages.quoted(name.text())));
        }
        need("(");
        need("version");
        need("=");
        lexer.blank();
        oneOf("version", VERSIONS, "a version");
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
