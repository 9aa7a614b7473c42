package io.hyperspace.space.language.parser;

import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Span;
import io.hyperspace.space.language.tree.Piece;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.language.tree.ValueTree;
import io.hyperspace.space.point.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Points and values that may hold variables.
 *
 * <pre>
 * point    = ( "." | ".." | "..." | body ) { ":" segment }
 * variable = "${" name "}" | "$" digit { digit }
 * </pre>
 */
public final class PointGrammar extends Grammar {

    /** The longest text of a point; longer than a point, for variables may have long names. */
    private static final int MAX_LENGTH = 4 * Point.MAX_BYTES;

    public PointGrammar(Lexer lexer) {
        super(lexer);
    }

    /** A point, absolute or relative; what its segments may hold is checked when it is resolved. */
    public PointTree point(String what) {
        Token token = lexer.point();
        if (token.isEmpty()) {
            throw lexer.expected(what);
        }
        return tree(token);
    }

    PointTree tree(Token token) {
        if (token.text().length() > MAX_LENGTH) {
            throw lexer.error(token.span(), Messages.badPoint("a point has at most " + Point.MAX_BYTES + " bytes"));
        }
        return PointTree.of(token.span(), pieces(token, true));
    }

    /** A bare value; only {@code ${name}} is a variable in it. */
    ValueTree bare(Token token) {
        return new ValueTree(token.span(), pieces(token, false));
    }

    /** A point and nothing else. */
    public PointTree alone() {
        PointTree point = point("a point");
        if (!lexer.atEnd()) {
            throw lexer.expected("the end of the point");
        }
        return point;
    }

    /** Everything that is left, as a text with variables. */
    public ValueTree template() {
        return template(lexer.rest());
    }

    /** A path in a bind, where {@code $1} is a variable too. */
    ValueTree template(Token token) {
        return new ValueTree(token.span(), pieces(token, true));
    }

    private List<Piece> pieces(Token token, boolean numbered) {
        List<Piece> pieces = new ArrayList<>();
        String text = token.text();
        int literal = 0;
        int dollar = text.indexOf('$');
        while (dollar >= 0) {
            int end = variableEnd(token, dollar, numbered);
            if (end > dollar) {
                literal(pieces, token, literal, dollar);
                boolean braced = text.charAt(dollar + 1) == '{';
                String name = braced ? text.substring(dollar + 2, end - 1) : text.substring(dollar + 1, end);
                pieces.add(new Piece.Variable(token.span().part(dollar, end), name));
                literal = end;
            }
            dollar = text.indexOf('$', Math.max(end, dollar + 1));
        }
        literal(pieces, token, literal, text.length());
        return pieces;
    }

    private int variableEnd(Token token, int dollar, boolean numbered) {
        String text = token.text();
        int end = dollar + 1;
        if (end < text.length() && text.charAt(end) == '{') {
            do {
                end++;
            } while (end < text.length() && isName(text.charAt(end)));
            if (end == dollar + 2 || end == text.length() || text.charAt(end) != '}') {
                throw lexer.error(token.span().part(dollar, end), Messages.malformedVariable());
            }
            return end + 1;
        }
        while (numbered && end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end > dollar + 1 ? end : dollar;
    }

    private static boolean isName(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
    }

    private static void literal(List<Piece> pieces, Token token, int start, int end) {
        if (end > start) {
            Span span = token.span().part(start, end);
            pieces.add(new Piece.Literal(span, token.text().substring(start, end)));
        }
    }
}
