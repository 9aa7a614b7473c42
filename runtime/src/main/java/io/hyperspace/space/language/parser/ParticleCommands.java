package io.hyperspace.space.language.parser;

import io.hyperspace.space.command.AsOf;
import io.hyperspace.space.command.Command.Strategy;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.tree.CommandTree;
import io.hyperspace.space.language.tree.KindTree;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.language.tree.PropertyTree;
import io.hyperspace.space.language.tree.SelectorTree;
import java.util.List;

/**
 * Commands about particles and what the Registry knows of them.
 *
 * <pre>
 * particle-command = create | select | watch | delete | set | get | status | history
 * create  = ( "create" | "create?" | "create!" ) template "&lt;" kind "&gt;" [ block ]
 * select  = "select" selector [ "as-of" time ]
 * watch   = "watch" selector
 * delete  = "delete" selector
 * set     = "set" point block
 * get     = "get" point [ "{" key { separator key } [ separator ] "}" ]
 * status  = "status" point
 * history = "history" point
 * </pre>
 */
final class ParticleCommands extends Grammar {

    private final PropertyGrammar properties;

    ParticleCommands(Lexer lexer) {
        super(lexer);
        this.properties = new PropertyGrammar(lexer);
    }

    CommandTree create(int start, Strategy strategy) {
        PointTree template = thenPoint("a point");
        adjacent("<");
        KindTree kind = new KindGrammar(lexer).kind();
        adjacent(">");
        List<PropertyTree> changes = blockFollows() ? properties.changes() : List.of();
        return new CommandTree.Create(lexer.from(start), strategy, template, kind, changes);
    }

    CommandTree select(int start) {
        SelectorTree selector = thenSelector();
        AsOf asOf = nextWord("as-of") ? new TimeGrammar(lexer).time() : null;
        if (asOf == null && !lexer.wordAhead().isEmpty()) {
            throw lexer.expected("'as-of' or the end of the command");
        }
        return new CommandTree.Select(lexer.from(start), selector, asOf);
    }

    CommandTree watch(int start) {
        SelectorTree selector = thenSelector();
        return new CommandTree.Watch(lexer.from(start), selector);
    }

    CommandTree delete(int start) {
        SelectorTree selector = thenSelector();
        return new CommandTree.Delete(lexer.from(start), selector);
    }

    CommandTree set(int start) {
        PointTree point = thenPoint("a point");
        List<PropertyTree> changes = properties.changes();
        return new CommandTree.Set(lexer.from(start), point, changes);
    }

    CommandTree get(int start) {
        PointTree point = thenPoint("a point");
        List<Token> keys = blockFollows() ? properties.keys() : List.of();
        return new CommandTree.Get(lexer.from(start), point, keys);
    }

    CommandTree status(int start) {
        PointTree point = thenPoint("a point");
        return new CommandTree.Status(lexer.from(start), point);
    }

    CommandTree history(int start) {
        PointTree point = thenPoint("a point");
        return new CommandTree.History(lexer.from(start), point);
    }

    private boolean blockFollows() {
        lexer.blank();
        lexer.offer("symbol", List.of("{"));
        return lexer.isNext("{");
    }
}
