package io.hyperspace.space.language.parser;

import io.hyperspace.space.bind.Filter;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.security.Grant;
import java.util.ArrayList;
import java.util.List;

/**
 * The filters of a scope or a route.
 *
 * <pre>
 * filters = filter { "-" filter }
 * filter  = "(" ( "auth" | "privilege" 'name' ) ")"
 * </pre>
 */
final class FilterGrammar extends Grammar {

    /** How many filters may be chained. */
    private static final int MAX_FILTERS = 16;

    private static final List<String> FILTERS = List.of("auth", "privilege");

    FilterGrammar(Lexer lexer) {
        super(lexer);
    }

    /** The filters that stand here, perhaps none. */
    List<Filter> filters() {
        List<Filter> filters = new ArrayList<>();
        boolean more = lexer.peek() == '(';
        while (more) {
            if (filters.size() == MAX_FILTERS) {
                throw lexer.error(
                        lexer.foundSpan(),
                        Messages.badPipeline("at most " + MAX_FILTERS + " filters are chained", "one filter too many"));
            }
            filters.add(filter());
            more = lexer.isNext("-(") && lexer.accept("-");
        }
        return filters;
    }

    private Filter filter() {
        need("(");
        lexer.blank();
        String name = oneOf("filter", FILTERS, "'auth' or 'privilege'");
        Filter filter = name.equals("auth") ? new Filter.Auth() : privilege();
        need(")");
        return filter;
    }

    private Filter privilege() {
        lexer.blank();
        if (lexer.peek() != '\'' && lexer.peek() != '"') {
            throw lexer.expected("the name of a privilege in quotes");
        }
        Token name = lexer.quoted();
        if (!Grant.Privilege.isName(name.text())) {
            throw lexer.error(name.span(), Messages.badPrivilege(name.text()));
        }
        return new Filter.Privilege(name.text());
    }
}
