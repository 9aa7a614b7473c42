package io.hyperspace.space.language;

import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.document.MechtronConfig;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.parser.DocumentGrammar;
import io.hyperspace.space.language.parser.PointGrammar;
import io.hyperspace.space.language.parser.ScriptGrammar;
import io.hyperspace.space.language.parser.SelectorGrammar;
import io.hyperspace.space.language.resolve.BindResolver;
import io.hyperspace.space.language.resolve.CommandResolver;
import io.hyperspace.space.language.resolve.MechtronResolver;
import io.hyperspace.space.language.resolve.PointResolver;
import io.hyperspace.space.language.resolve.Scope;
import io.hyperspace.space.language.resolve.SelectorResolver;
import io.hyperspace.space.language.source.Source;
import io.hyperspace.space.language.source.Span;
import io.hyperspace.space.language.tree.CommandTree;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.selector.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The entry to the language. Every method either gives a resolved value or throws a {@link LanguageException} whose faults
 * have a code, a span, a rendered excerpt and help; none throws anything else, whatever the text. A text of any sort has
 * at most 1 MiB.
 */
public final class Language {

    private static final String COMMAND = "command";

    private Language() {}

    /**
     * One command line.
     *
     * @param kinds the kinds that are available; a well-formed kind that is not among them is refused with its nearest
     *     names. An empty set allows every kind.
     */
    public static Command command(String text, Environment environment, Set<Kind> kinds) {
        return guarded(() -> {
            Source source = new Source(COMMAND, text);
            CommandTree tree = new ScriptGrammar(Lexer.of(source, "a command")).line();
            return new CommandResolver(source, scope(environment, kinds)).command(tree);
        });
    }

    /** The commands of a script, each resolved; all that is wrong is reported at once, up to 20 faults. */
    public static List<Command> script(String sourceName, String text, Environment environment, Set<Kind> kinds) {
        return guarded(() -> {
            Source source = new Source(sourceName, text);
            ScriptGrammar script = new ScriptGrammar(Lexer.of(source, "a script")).script();
            List<Fault> faults = new ArrayList<>(script.faults());
            List<Command> commands = resolve(script.commands(), source, scope(environment, kinds), faults);
            if (!faults.isEmpty()) {
                faults.sort(Comparator.comparingInt(Language::line).thenComparingInt(Language::column));
                throw new LanguageException(faults.subList(0, Math.min(faults.size(), ScriptGrammar.MAX_FAULTS)));
            }
            return commands;
        });
    }

    private static List<Command> resolve(List<CommandTree> trees, Source source, Scope scope, List<Fault> faults) {
        CommandResolver resolver = new CommandResolver(source, scope);
        List<Command> commands = new ArrayList<>();
        int limit = faults.size() + ScriptGrammar.MAX_FAULTS;
        for (CommandTree tree : trees) {
            if (faults.size() == limit) {
                break;
            }
            try {
                commands.add(resolver.command(tree));
            } catch (HyperspaceException e) {
                faults.add(e.fault());
            }
        }
        return commands;
    }

    private static int line(Fault fault) {
        return fault.span() == null ? 0 : fault.span().line();
    }

    private static int column(Fault fault) {
        return fault.span() == null ? 0 : fault.span().column();
    }

    /** The names of the files that a command line uploads, found without knowing kinds or variables. */
    public static List<String> uploads(String text) {
        return guarded(() -> {
            Source source = new Source(COMMAND, text);
            CommandTree tree = new ScriptGrammar(Lexer.of(source, "a command")).line();
            String upload = tree.upload();
            return upload == null ? List.of() : List.of(upload);
        });
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
        return guarded(() -> {
            Source source = new Source(sourceName, text);
            ScriptGrammar script = new ScriptGrammar(Lexer.of(source, "a script")).script();
            if (!script.faults().isEmpty()) {
                throw new LanguageException(script.faults());
            }
            return script.commands();
        });
    }

    /** A selector as it stands by itself: whole, with no relative point and no variable. */
    public static Selector selector(String text) {
        return guarded(() -> {
            Source source = new Source("selector", text);
            SelectorGrammar grammar = new SelectorGrammar(Lexer.of(source, "a selector"));
            return new SelectorResolver(source, Scope.NONE).selector(grammar.alone());
        });
    }

    public static Bind bind(String sourceName, String text) {
        return guarded(() -> {
            Source source = new Source(sourceName, text);
            DocumentGrammar grammar = new DocumentGrammar(Lexer.of(source, "a document"));
            return new BindResolver(source).bind(grammar.bind());
        });
    }

    public static MechtronConfig mechtron(String sourceName, String text, Environment environment) {
        return guarded(() -> {
            Source source = new Source(sourceName, text);
            DocumentGrammar grammar = new DocumentGrammar(Lexer.of(source, "a document"));
            return new MechtronResolver(source, scope(environment, Set.of())).mechtron(grammar.mechtron());
        });
    }

    /** What sort of document a text is: {@code Bind}, {@code Mechtron} or {@code App}. The rest of it is not read. */
    public static String documentName(String sourceName, String text) {
        return guarded(() -> new DocumentGrammar(Lexer.of(new Source(sourceName, text), "a document"))
                .name()
                .text());
    }

    /** A point as written in a bind, resolved: relative to the environment's working point, variables filled in. */
    public static Point point(String text, Environment environment) {
        return guarded(() -> {
            Source source = new Source("point", text);
            PointGrammar grammar = new PointGrammar(Lexer.of(source, "a point"));
            return new PointResolver(source, scope(environment, Set.of())).point(grammar.alone());
        });
    }

    /** A text with {@code ${name}} and {@code $1} filled in. */
    public static String interpolate(String text, Environment environment) {
        return guarded(() -> {
            Source source = new Source("text", text);
            PointGrammar grammar = new PointGrammar(Lexer.of(source, "a text"));
            return new PointResolver(source, scope(environment, Set.of())).value(grammar.template());
        });
    }

    private static Scope scope(Environment environment, Set<Kind> kinds) {
        return new Scope(environment.workingPoint(), environment.variables(), kinds);
    }

    /** One exception for all that is wrong with a text. */
    private static <T> T guarded(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (LanguageException e) {
            throw e;
        } catch (HyperspaceException e) {
            throw new LanguageException(List.of(e.fault()));
        }
    }
}
