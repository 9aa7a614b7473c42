package io.hyperspace.space.language;

import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.document.AppConfig;
import io.hyperspace.space.document.MechtronConfig;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.diagnostic.Diagnostics;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.parser.DocumentGrammar;
import io.hyperspace.space.language.parser.JsonGrammar;
import io.hyperspace.space.language.parser.PointGrammar;
import io.hyperspace.space.language.parser.ScriptGrammar;
import io.hyperspace.space.language.parser.SelectorGrammar;
import io.hyperspace.space.language.parser.SurfaceGrammar;
import io.hyperspace.space.language.resolve.AppResolver;
import io.hyperspace.space.language.resolve.BindResolver;
import io.hyperspace.space.language.resolve.CommandResolver;
import io.hyperspace.space.language.resolve.MechtronResolver;
import io.hyperspace.space.language.resolve.PointResolver;
import io.hyperspace.space.language.resolve.Scope;
import io.hyperspace.space.language.resolve.SelectorResolver;
import io.hyperspace.space.language.source.Source;
import io.hyperspace.space.language.source.Span;
import io.hyperspace.space.language.tree.AppTree;
import io.hyperspace.space.language.tree.BindTree;
import io.hyperspace.space.language.tree.CommandTree;
import io.hyperspace.space.language.tree.MechtronTree;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.language.tree.SelectorTree;
import io.hyperspace.space.language.tree.SurfaceTree;
import io.hyperspace.space.language.tree.ValueTree;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.Surface;
import io.hyperspace.space.selector.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The entry to the language. Every method either gives a resolved value or throws a {@link LanguageException} whose faults
 * have a code, a span, a rendered excerpt and help, up to 20 in the order of the text; none throws anything else, whatever
 * the text. A text of any sort has at most 1 MiB.
 */
public final class Language {

    private static final String COMMAND = "command";
    private static final String DOCUMENT = "a document";

    private Language() {}

    /** One command line. */
    public static Command command(String text, Environment environment, KnownKinds kinds) {
        return checkedCommand(text, environment, kinds).value();
    }

    private static Checked<Command> checkedCommand(String text, Environment environment, KnownKinds kinds) {
        return read(COMMAND, text, "a command", lexer -> {
            CommandTree tree = new ScriptGrammar(lexer).line();
            return new CommandResolver(lexer.source(), scope(environment, kinds), lexer.diagnostics()).command(tree);
        });
    }

    /** The commands of a script, each resolved. */
    public static List<Command> script(String sourceName, String text, Environment environment, KnownKinds kinds) {
        return read(sourceName, text, "a script", lexer -> {
                    List<CommandTree> trees = new ScriptGrammar(lexer).script();
                    return resolve(trees, lexer, scope(environment, kinds));
                })
                .value();
    }

    static List<Command> resolve(List<CommandTree> trees, Lexer lexer, Scope scope) {
        Diagnostics diagnostics = lexer.diagnostics();
        CommandResolver resolver = new CommandResolver(lexer.source(), scope, diagnostics);
        List<Command> commands = new ArrayList<>();
        for (CommandTree tree : trees) {
            Command command = diagnostics.attempt(() -> resolver.command(tree));
            if (command != null) {
                commands.add(command);
            }
        }
        return commands;
    }

    /** The names of the files that a command line uploads, found without knowing kinds or variables. */
    public static List<String> uploads(String text) {
        CommandTree tree = read(COMMAND, text, "a command", lexer -> new ScriptGrammar(lexer).line())
                .value();
        String upload = tree.upload();
        return upload == null ? List.of() : List.of(upload);
    }

    /** The names of the files that the commands of a script upload, each once, in order. */
    public static List<String> scriptUploads(String sourceName, String text) {
        return trees(sourceName, text).stream()
                .map(CommandTree::upload)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Where in a script its commands stand, in order and without their {@code ;}. */
    public static List<Span> scriptCommands(String sourceName, String text) {
        return trees(sourceName, text).stream().map(CommandTree::span).toList();
    }

    private static List<CommandTree> trees(String sourceName, String text) {
        return read(sourceName, text, "a script", lexer -> new ScriptGrammar(lexer).script())
                .value();
    }

    /** A selector as it stands by itself: whole, with no relative point and no variable. */
    public static Selector selector(String text) {
        return read("selector", text, "a selector", lexer -> {
                    SelectorTree tree = new SelectorGrammar(lexer).alone();
                    return new SelectorResolver(lexer.source(), Scope.NONE).selector(tree);
                })
                .value();
    }

    /** A surface as it stands by itself; a point alone is its core, without a topic. */
    public static Surface surface(String text) {
        return read("surface", text, "a surface", lexer -> {
                    SurfaceTree tree = new SurfaceGrammar(lexer).alone();
                    Point point = new PointResolver(lexer.source(), Scope.NONE).point(tree.point());
                    return new Surface(point, tree.layer(), tree.topic());
                })
                .value();
    }

    public static Bind bind(String sourceName, String text) {
        return read(sourceName, text, DOCUMENT, lexer -> {
                    BindTree tree = new DocumentGrammar(lexer).bind();
                    return new BindResolver(lexer.source(), lexer.diagnostics()).bind(tree);
                })
                .value();
    }

    public static MechtronConfig mechtron(String sourceName, String text, Environment environment) {
        return read(sourceName, text, DOCUMENT, lexer -> {
                    MechtronTree tree = new DocumentGrammar(lexer).mechtron();
                    Scope scope = scope(environment, KnownKinds.ANY);
                    return new MechtronResolver(lexer.source(), scope, lexer.diagnostics()).mechtron(tree);
                })
                .value();
    }

    /**
     * An app document.
     *
     * @param environment its working point is the app, its {@code ${bundle}} the bundle that the document lies in
     */
    public static AppConfig app(String sourceName, String text, Environment environment, KnownKinds kinds) {
        return read(sourceName, text, DOCUMENT, lexer -> {
                    AppTree tree = new DocumentGrammar(lexer).app();
                    Scope scope = scope(environment, kinds);
                    return new AppResolver(lexer.source(), scope, lexer.diagnostics()).app(tree);
                })
                .value();
    }

    /** What sort of document a text is: {@code Bind}, {@code Mechtron} or {@code App}. The rest of it is not read. */
    public static String documentName(String sourceName, String text) {
        return read(sourceName, text, DOCUMENT, lexer -> new DocumentGrammar(lexer).name())
                .value()
                .text();
    }

    /** A point as written in a bind, resolved: relative to the environment's working point, variables filled in. */
    public static Point point(String text, Environment environment) {
        return read("point", text, "a point", lexer -> {
                    PointTree tree = new PointGrammar(lexer).alone();
                    return new PointResolver(lexer.source(), scope(environment, KnownKinds.ANY)).point(tree);
                })
                .value();
    }

    /** JSON in the one text that commands keep it in: see the language's page on bodies. */
    public static String json(String text) {
        return read("json", text, "JSON", lexer -> new JsonGrammar(lexer).alone())
                .value();
    }

    /** A text with {@code ${name}} and {@code $1} filled in. */
    public static String interpolate(String text, Environment environment) {
        return read("text", text, "a text", lexer -> {
                    ValueTree tree = new PointGrammar(lexer).template();
                    return new PointResolver(lexer.source(), scope(environment, KnownKinds.ANY)).value(tree);
                })
                .value();
    }

    static Scope scope(Environment environment, KnownKinds kinds) {
        return new Scope(environment.workingPoint(), environment.variables(), kinds);
    }

    /**
     * Reads a text; one exception says all that is wrong with it.
     *
     * @param what the text is called when it is too large, such as {@code a command}
     */
    static <T> Checked<T> read(String sourceName, String text, String what, Function<Lexer, @Nullable T> reading) {
        Lexer lexer = lexer(new Source(sourceName, text), what);
        Diagnostics diagnostics = lexer.diagnostics();
        T value = diagnostics.attempt(() -> reading.apply(lexer));
        if (value == null || diagnostics.hasErrors()) {
            throw new LanguageException(diagnostics.errors(), diagnostics.warnings());
        }
        return new Checked<>(value, diagnostics.warnings());
    }

    private static Lexer lexer(Source source, String what) {
        try {
            return Lexer.of(source, what);
        } catch (HyperspaceException e) {
            throw new LanguageException(List.of(e.fault()), List.of());
        }
    }
}
