package io.hyperspace.space.language.parser;

import io.hyperspace.space.language.lexer.Lexer;
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

    public ScriptGrammar(Lexer lexer) {
        super(lexer);
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

    /** The commands that can be read, in order; what is wrong with the others is among the diagnostics. */
    public List<CommandTree> script() {
        List<CommandTree> commands = new ArrayList<>();
        while (!finished()) {
            int start = lexer.position();
            CommandTree command = lexer.diagnostics().attempt(this::command);
            if (command == null) {
                recover(start, ";", false);
            } else {
                commands.add(command);
            }
        }
        return commands;
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
}
