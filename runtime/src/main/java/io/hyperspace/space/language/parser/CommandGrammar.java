package io.hyperspace.space.language.parser;

import io.hyperspace.space.command.Command.Body;
import io.hyperspace.space.command.Command.Strategy;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Span;
import io.hyperspace.space.language.tree.CommandTree;
import io.hyperspace.space.language.tree.KindTree;
import io.hyperspace.space.language.tree.MethodTree;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.language.tree.PropertyTree;
import io.hyperspace.space.language.tree.SelectorTree;
import io.hyperspace.space.security.Permissions;
import io.hyperspace.space.substance.Substance;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Commands.
 *
 * <pre>
 * command = create | publish | select | set | get | send | grant
 * create  = ( "create" | "create?" ) template "&lt;" kind "&gt;" [ block ]
 * publish = "publish" upload "-&gt;" point
 * select  = "select" selector
 * set     = "set" point block
 * get     = "get" point [ "{" key { separator key } "}" ]
 * send    = ( "ping" | "signal" ) point method [ uri ] [ body ]
 * grant   = "grant" "perm" "+" permissions "on" selector "to" selector
 * </pre>
 */
final class CommandGrammar extends Grammar {

    private static final Set<String> SERVED =
            Set.of("create", "create?", "publish", "select", "set", "get", "ping", "signal", "grant");
    private static final Set<String> NOT_YET = Set.of(
            "create!",
            "delete",
            "read",
            "write",
            "status",
            "history",
            "ripple",
            "revoke",
            "access",
            "chown",
            "move",
            "drain",
            "stars",
            "lanes",
            "machines",
            "drivers",
            "kinds",
            "shadow");

    private final PointGrammar points;
    private final PropertyGrammar properties;
    private final WaveGrammar waves;

    CommandGrammar(Lexer lexer) {
        super(lexer);
        this.points = new PointGrammar(lexer);
        this.properties = new PropertyGrammar(lexer);
        this.waves = new WaveGrammar(lexer);
    }

    CommandTree command() {
        lexer.blank();
        Token verb = verb();
        int start = verb.span().start();
        return switch (verb.text()) {
            case "create" -> create(start, Strategy.COMMIT);
            case "create?" -> create(start, Strategy.ENSURE);
            case "publish" -> publish(start);
            case "select" -> select(start);
            case "set" -> set(start);
            case "get" -> get(start);
            case "ping" -> send(start, true);
            case "signal" -> send(start, false);
            case "grant" -> grant(start);
            default -> throw unserved(verb);
        };
    }

    private Token verb() {
        Token word = lexer.word();
        if (word.isEmpty()) {
            throw lexer.expected("a command");
        }
        int start = word.span().start();
        boolean marked = word.text().equals("create") && (lexer.accept("?") || lexer.accept("!"));
        Span span = lexer.from(start);
        return marked ? new Token(span, lexer.source().text().substring(span.start(), span.end())) : word;
    }

    private RuntimeException unserved(Token verb) {
        if (NOT_YET.contains(verb.text())) {
            return lexer.error(verb.span(), Messages.notYet("'" + verb.text() + "'"));
        }
        Set<String> known = new TreeSet<>(SERVED);
        known.addAll(NOT_YET);
        return lexer.error(verb.span(), Messages.unknownWord("command", verb.text(), known));
    }

    private CommandTree create(int start, Strategy strategy) {
        PointTree template = point("a point");
        adjacent("<");
        KindTree kind = new KindGrammar(lexer).kind();
        adjacent(">");
        List<PropertyTree> changes = blockFollows() ? properties.changes() : List.of();
        return new CommandTree.Create(lexer.from(start), strategy, template, kind, changes);
    }

    private CommandTree publish(int start) {
        lexer.blank();
        Token file = waves.upload();
        need("->");
        PointTree bundle = point("the point of a bundle, such as repo:series:1.0.0");
        return new CommandTree.Publish(lexer.from(start), file, bundle);
    }

    private CommandTree select(int start) {
        SelectorTree selector = selector();
        lexer.blank();
        if (lexer.isNext("as-of")) {
            throw lexer.error(lexer.word().span(), Messages.notYet("'as-of'"));
        }
        return new CommandTree.Select(lexer.from(start), selector);
    }

    private CommandTree set(int start) {
        PointTree point = point("a point");
        List<PropertyTree> changes = properties.changes();
        return new CommandTree.Set(lexer.from(start), point, changes);
    }

    private CommandTree get(int start) {
        PointTree point = point("a point");
        List<Token> keys = blockFollows() ? properties.keys() : List.of();
        return new CommandTree.Get(lexer.from(start), point, keys);
    }

    private CommandTree send(int start, boolean answered) {
        PointTree to = point("a point");
        lexer.blank();
        MethodTree method = waves.method();
        String uri = waves.uri();
        boolean spaced = lexer.blank();
        boolean ends = lexer.atEnd() || lexer.peek() == ';';
        if (!ends && !spaced) {
            throw lexer.expected("'/', white space or the end");
        }
        Body body = ends ? new Body(Substance.Empty.INSTANCE, null) : waves.body();
        return new CommandTree.Send(lexer.from(start), answered, to, method, uri, body);
    }

    private CommandTree grant(int start) {
        lexer.blank();
        Token what = lexer.word();
        if (what.text().equals("super") || what.text().equals("priv")) {
            throw lexer.error(what.span(), Messages.notYet("'grant " + what.text() + "'"));
        }
        if (!what.text().equals("perm")) {
            throw what.isEmpty()
                    ? lexer.expected("'perm', 'super' or 'priv'")
                    : lexer.error(
                            what.span(), Messages.unknownWord("grant", what.text(), List.of("perm", "super", "priv")));
        }
        Permissions permissions = permissions();
        keyword("on");
        SelectorTree on = selector();
        keyword("to");
        SelectorTree to = selector();
        return new CommandTree.Grant(lexer.from(start), permissions, on, to);
    }

    private Permissions permissions() {
        lexer.blank();
        int start = lexer.position();
        if (lexer.accept("&")) {
            lexer.word();
            throw lexer.error(lexer.from(start), Messages.notYet("'grant perm &'"));
        }
        if (!lexer.accept("+")) {
            throw lexer.expected("'+' and permissions, such as +csd-RwX");
        }
        Token mask = lexer.word();
        try {
            return Permissions.parse(mask.text());
        } catch (IllegalArgumentException e) {
            throw lexer.error(mask.span(), Messages.badPermissions(mask.text()));
        }
    }

    private void keyword(String word) {
        lexer.blank();
        if (!lexer.isNext(word)) {
            throw lexer.expected("'" + word + "'");
        }
        Token found = lexer.word();
        if (!found.text().equals(word)) {
            throw lexer.error(found.span(), Messages.expected("'" + word + "'", Messages.quoted(found.text())));
        }
    }

    private PointTree point(String what) {
        lexer.blank();
        return points.point(what);
    }

    private SelectorTree selector() {
        lexer.blank();
        return new SelectorGrammar(lexer).selector();
    }

    private boolean blockFollows() {
        lexer.blank();
        return lexer.isNext("{");
    }
}
