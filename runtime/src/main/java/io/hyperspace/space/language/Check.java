package io.hyperspace.space.language;

import io.hyperspace.space.command.Script;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.parser.DocumentGrammar;
import io.hyperspace.space.language.parser.KindGrammar;
import io.hyperspace.space.language.parser.PointGrammar;
import io.hyperspace.space.language.parser.ScriptGrammar;
import io.hyperspace.space.language.parser.SelectorGrammar;
import io.hyperspace.space.language.resolve.AppResolver;
import io.hyperspace.space.language.resolve.BindResolver;
import io.hyperspace.space.language.resolve.CommandResolver;
import io.hyperspace.space.language.resolve.KindResolver;
import io.hyperspace.space.language.resolve.MechtronResolver;
import io.hyperspace.space.language.resolve.PointResolver;
import io.hyperspace.space.language.resolve.References;
import io.hyperspace.space.language.resolve.Scope;
import io.hyperspace.space.language.resolve.SelectorResolver;
import io.hyperspace.space.language.tree.AppTree;
import io.hyperspace.space.language.tree.BindTree;
import io.hyperspace.space.language.tree.MechtronTree;
import io.hyperspace.space.point.Point;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a text of any sort, for those who learn the sort only when they run. */
public final class Check {

    private Check() {}

    /**
     * The value of a text, whose {@code toString} is the canonical text, with what there is to be warned of.
     *
     * @param name what the text is called, such as a file's name
     * @throws LanguageException with all that is wrong with the text
     */
    public static Checked<Object> check(
            Form form, String name, String text, Environment environment, KnownKinds kinds) {
        Scope scope = Language.scope(environment, kinds);
        return Language.read(name, text, what(form), lexer -> value(form, lexer, scope));
    }

    /**
     * The value of a document in a bundle, which may name only what is there.
     *
     * @param bundle the point of the bundle
     * @param paths of all files and directories in it, the latter with their slash
     * @throws LanguageException with all that is wrong with the text
     */
    public static Checked<Object> inBundle(
            Form form,
            String name,
            String text,
            Environment environment,
            KnownKinds kinds,
            Point bundle,
            Set<String> paths) {
        Scope scope = Language.scope(environment, kinds);
        return Language.read(name, text, what(form), lexer -> {
            References references = new References(lexer.source(), lexer.diagnostics(), scope, bundle, paths);
            return document(form, lexer, scope, Optional.of(references));
        });
    }

    /** What a text is called when it is too large. */
    static String what(Form form) {
        return form.isDocument() ? "a document" : "a " + form.word();
    }

    private static @Nullable Object value(Form form, Lexer lexer, Scope scope) {
        return switch (form) {
            case POINT -> new PointResolver(lexer.source(), scope).point(new PointGrammar(lexer).alone());
            case KIND ->
                new KindResolver(lexer.source(), scope.kinds(), lexer.diagnostics())
                        .kind(new KindGrammar(lexer).alone());
            case SELECTOR -> new SelectorResolver(lexer.source(), scope).selector(new SelectorGrammar(lexer).alone());
            case COMMAND ->
                new CommandResolver(lexer.source(), scope, lexer.diagnostics())
                        .command(new ScriptGrammar(lexer).line());
            case SCRIPT -> new Script(Language.resolve(new ScriptGrammar(lexer).script(), lexer, scope));
            case BIND, MECHTRON, APP -> document(form, lexer, scope, Optional.empty());
        };
    }

    private static @Nullable Object document(Form form, Lexer lexer, Scope scope, Optional<References> references) {
        DocumentGrammar grammar = new DocumentGrammar(lexer);
        if (form == Form.MECHTRON) {
            MechtronTree tree = grammar.mechtron();
            references.ifPresent(known -> known.check(tree));
            return new MechtronResolver(lexer.source(), scope, lexer.diagnostics()).mechtron(tree);
        }
        if (form == Form.APP) {
            AppTree tree = grammar.app();
            references.ifPresent(known -> known.check(tree));
            return new AppResolver(lexer.source(), scope, lexer.diagnostics()).app(tree);
        }
        BindTree tree = grammar.bind();
        references.ifPresent(known -> known.check(tree));
        return new BindResolver(lexer.source(), lexer.diagnostics()).bind(tree);
    }
}
