package io.hyperspace.space.language.parser;

import io.hyperspace.space.command.Command.Strategy;
import io.hyperspace.space.command.Command.Subject;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Span;
import io.hyperspace.space.language.tree.CommandTree;
import java.util.List;

/**
 * Commands.
 *
 * <pre>
 * command = particle-command | content-command | wave-command | security-command | cluster-command
 * </pre>
 */
final class CommandGrammar extends Grammar {

    private static final List<String> VERBS = List.of(
            "create",
            "create?",
            "create!",
            "publish",
            "select",
            "watch",
            "delete",
            "set",
            "get",
            "read",
            "write",
            "status",
            "history",
            "ping",
            "signal",
            "ripple",
            "grant",
            "revoke",
            "access",
            "chown",
            "move",
            "drain",
            "trace",
            "stars",
            "lanes",
            "machines",
            "drivers",
            "kinds");

    private final ParticleCommands particles;
    private final ContentCommands content;
    private final WaveCommands waves;
    private final SecurityCommands security;
    private final ClusterCommands cluster;

    CommandGrammar(Lexer lexer) {
        super(lexer);
        this.particles = new ParticleCommands(lexer);
        this.content = new ContentCommands(lexer);
        this.waves = new WaveCommands(lexer);
        this.security = new SecurityCommands(lexer);
        this.cluster = new ClusterCommands(lexer);
    }

    CommandTree command() {
        lexer.blank();
        Token verb = verb();
        int start = verb.span().start();
        return switch (verb.text()) {
            case "create" -> particles.create(start, Strategy.COMMIT);
            case "create?" -> particles.create(start, Strategy.ENSURE);
            case "create!" -> particles.create(start, Strategy.OVERRIDE);
            case "select" -> particles.select(start);
            case "watch" -> particles.watch(start);
            case "delete" -> particles.delete(start);
            case "set" -> particles.set(start);
            case "get" -> particles.get(start);
            case "status" -> particles.status(start);
            case "history" -> particles.history(start);
            case "publish" -> content.publish(start);
            case "read" -> content.read(start);
            case "write" -> content.write(start);
            case "ping" -> waves.send(start, true);
            case "signal" -> waves.send(start, false);
            case "ripple" -> waves.ripple(start);
            case "grant" -> security.grant(start);
            case "revoke" -> security.revoke(start);
            case "access" -> security.access(start);
            case "chown" -> security.chown(start);
            case "move" -> cluster.move(start);
            case "drain" -> cluster.drain(start);
            case "trace" -> cluster.trace(start);
            case "stars" -> cluster.show(start, Subject.STARS);
            case "lanes" -> cluster.show(start, Subject.LANES);
            case "machines" -> cluster.show(start, Subject.MACHINES);
            case "drivers" -> cluster.show(start, Subject.DRIVERS);
            case "kinds" -> cluster.show(start, Subject.KINDS);
            default -> throw unknown(verb, "command", VERBS);
        };
    }

    private Token verb() {
        Token word = offered("command", VERBS, "a command");
        int start = word.span().start();
        boolean marked = word.text().equals("create") && (lexer.accept("?") || lexer.accept("!"));
        Span span = lexer.from(start);
        return marked ? new Token(span, lexer.source().text().substring(span.start(), span.end())) : word;
    }
}
