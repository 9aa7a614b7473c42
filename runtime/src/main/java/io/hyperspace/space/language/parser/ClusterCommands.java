package io.hyperspace.space.language.parser;

import io.hyperspace.space.command.Command.Subject;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Span;
import io.hyperspace.space.language.tree.CommandTree;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.trace.TraceId;

/**
 * Commands about stars and Machines.
 *
 * <pre>
 * cluster-command = move | drain | trace | show
 * move  = "move" point "to" "&lt;&lt;" star-key "&gt;&gt;"
 * drain = "drain" machine                               machine = letters, digits, "-" "_" "."
 * trace = "trace" trace-id                               trace-id = 32 hexadecimal digits in lower case
 * show  = "stars" | "lanes" | "machines" | "drivers" | "kinds"
 * </pre>
 */
final class ClusterCommands extends Grammar {

    private static final int MAX_MACHINE = 128;

    ClusterCommands(Lexer lexer) {
        super(lexer);
    }

    CommandTree move(int start) {
        PointTree point = thenPoint("a point");
        needWord("to");
        StarKey to = star();
        return new CommandTree.Move(lexer.from(start), point, to);
    }

    private StarKey star() {
        lexer.blank();
        int from = lexer.position();
        if (!lexer.accept("<<")) {
            throw lexer.expected("a star, such as <<central:maelstrom[0]>>");
        }
        lexer.upTo("> \t\r;");
        closing(">>");
        Span span = lexer.from(from);
        String text = lexer.source().text().substring(span.start(), span.end());
        try {
            return StarKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw lexer.error(span, Messages.badStar(text));
        }
    }

    CommandTree drain(int start) {
        lexer.blank();
        Token machine = lexer.word();
        if (machine.isEmpty()) {
            throw lexer.expected("the name of a Machine");
        }
        if (machine.text().length() > MAX_MACHINE) {
            throw lexer.error(
                    machine.span(), Messages.badValue("a Machine's name has at most " + MAX_MACHINE + " characters"));
        }
        return new CommandTree.Drain(lexer.from(start), machine.text());
    }

    CommandTree trace(int start) {
        lexer.blank();
        Token id = lexer.word();
        if (id.isEmpty()) {
            throw lexer.expected("the id of a trace");
        }
        try {
            return new CommandTree.Trace(lexer.from(start), TraceId.parse(id.text()));
        } catch (IllegalArgumentException e) {
            throw lexer.error(id.span(), Messages.badValue(String.valueOf(e.getMessage())));
        }
    }

    CommandTree show(int start, Subject subject) {
        return new CommandTree.Show(lexer.from(start), subject);
    }
}
