package io.hyperspace.space.language.parser;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.source.Span;
import io.hyperspace.space.language.tree.CommandTree;
import java.util.ArrayList;
import java.util.List;

/**
 * Scripts and single command lines.
 *
 * <pre>
 * script = { ";" } [ command { ";" { ";" } command } { ";" } ]
 * line   = command { ";" }
 * </pre>
 *
 * A script goes on after a wrong command, so that one look shows all that is wrong with it.
 */
public final class ScriptGrammar extends Grammar {

    /** How many wrong commands a script may have before its rest is left unread. */
    public static final int MAX_FAULTS = 20;

    private final List<CommandTree> commands = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    public ScriptGrammar(Lexer lexer) {
        super(lexer);
    }

    /** The commands that could be read, in order. */
    public List<CommandTree> commands() {
        return commands;
    }

    /** What is wrong with the others, in order. */
    public List<Fault> faults() {
        return faults;
    }

    /** One command and nothing else. */
    public CommandTree line() {
        CommandTree command = new CommandGrammar(lexer).command();
        while (next(";")) {
            lexer.blank();
        }
        if (!lexer.atEnd()) {
            throw lexer.expected("the end of the command");
        }
        return command;
    }

    /** All commands and all that is wrong. */
    public ScriptGrammar script() {
        while (faults.size() < MAX_FAULTS && !finished()) {
            int start = lexer.position();
            try {
                commands.add(command());
            } catch (HyperspaceException e) {
                faults.add(e.fault());
                recover(start);
            }
        }
        return this;
    }

    private boolean finished() {
        while (next(";")) {
            lexer.blank();
        }
        return lexer.atEnd();
    }

    private CommandTree command() {
        CommandTree command = new CommandGrammar(lexer).command();
        lexer.blank();
        if (!lexer.atEnd() && !lexer.isNext(";")) {
            throw lexer.expected("';'");
        }
        return command;
    }

    /**
     * Goes to the end of a wrong command: the first {@code ;} outside of braces, or the brace that closes the outermost,
     * that lies behind the place of the error. A command is so looked at twice at most.
     */
    private void recover(int start) {
        int failed = lexer.position();
        Lexer again = lexer.within(new Span(start, lexer.source().text().length()));
        int depth = 0;
        while (!again.atEnd()) {
            char c = again.peek();
            int before = again.position();
            if (again.blank()) {
                continue;
            }
            again.skipTo(before + 1);
            if (c == '\'' || c == '"') {
                again.upTo(Character.toString(c));
                again.accept(Character.toString(c));
            }
            depth = Math.max(0, depth + (c == '{' ? 1 : c == '}' ? -1 : 0));
            if (depth == 0 && (c == ';' || c == '}') && again.position() > failed) {
                break;
            }
        }
        lexer.skipTo(again.position());
    }
}
