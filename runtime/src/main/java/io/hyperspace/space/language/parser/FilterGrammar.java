package io.hyperspace.space.language.parser;

import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import java.util.List;

/**
 * The filters of a route. They are read and refused: a filter that was ignored would let in whom it should keep out.
 *
 * <pre>
 * filters = filter { "-" filter }
 * filter  = "(" ( "auth" | "privilege" 'name' ) ")"
 * </pre>
 */
final class FilterGrammar extends Grammar {

    private static final List<String> FILTERS = List.of("auth", "privilege");

    FilterGrammar(Lexer lexer) {
        super(lexer);
    }

    void refuse() {
        int start = lexer.position();
        do {
            filter();
        } while (lexer.accept("-"));
        throw lexer.error(lexer.from(start), Messages.notYet("a filter"));
    }

    private void filter() {
        need("(");
        lexer.blank();
        Token name = lexer.word();
        if (name.isEmpty()) {
            throw lexer.expected("'auth' or 'privilege'");
        }
        if (!FILTERS.contains(name.text())) {
            throw lexer.error(name.span(), Messages.unknownWord("filter", name.text(), FILTERS));
        }
        if (name.text().equals("privilege")) {
            lexer.blank();
            if (lexer.peek() != '\'' && lexer.peek() != '"') {
                throw lexer.expected("the name of a privilege in quotes");
            }
            lexer.quoted();
        }
        need(")");
    }
}
