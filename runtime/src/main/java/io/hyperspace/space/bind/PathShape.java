package io.hyperspace.space.bind;

import io.hyperspace.space.bind.PathToken.Close;
import io.hyperspace.space.bind.PathToken.Literal;
import io.hyperspace.space.bind.PathToken.Open;
import io.hyperspace.space.bind.PathToken.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads path expressions that are plain: texts, and single or repeated characters of a class, in groups or not. Of any
 * other it finds the text that all it takes start with. What is not certain counts as not plain.
 *
 * <pre>
 * sequence = { atom }
 * atom     = ( char | class ) [ "+" | "*" ] | group
 * group    = "(" [ "?:" | "?&lt;" name "&gt;" | "?P&lt;" name "&gt;" ] sequence ")"
 * </pre>
 */
final class PathShape {

    private static final String QUANTIFIERS = "+*?{";

    private final List<PathToken> tokens = new ArrayList<>();
    private final Map<String, Integer> names = new LinkedHashMap<>();
    /** How many tokens there were when each sequence around this place began, outermost first. */
    private final List<Integer> starts = new ArrayList<>();

    private PathText in = new PathText("");
    private int groups;
    private boolean plain = true;

    /** Reads an expression that stands behind those before it. Nothing follows one that is not plain. */
    void add(String expression) {
        if (plain) {
            in = new PathText(expression);
            starts.clear();
            plain = sequence() && in.atEnd();
            if (!plain) {
                dropUncertain();
            }
        }
    }

    /** Adds what is written in no expression. */
    void add(PathToken token) {
        if (plain) {
            tokens.add(token);
        }
    }

    boolean isPlain() {
        return plain;
    }

    List<PathToken> tokens() {
        return tokens;
    }

    /** How many groups a plain expression has. */
    int groups() {
        return groups;
    }

    /** The groups of a plain expression that have names, with their numbers. */
    Map<String, Integer> names() {
        return names;
    }

    /** What every path starts with that is taken. */
    String prefix() {
        StringBuilder prefix = new StringBuilder();
        for (PathToken token : tokens) {
            if (token instanceof Literal literal) {
                prefix.append(literal.text());
            } else if (token instanceof Run || token instanceof PathToken.Below) {
                break;
            }
        }
        return prefix.toString();
    }

    private boolean sequence() {
        starts.add(tokens.size());
        while (!in.atEnd() && !in.isNext(")")) {
            if (!(in.isNext("(") ? group() : atom())) {
                return false;
            }
        }
        return true;
    }

    private boolean atom() {
        int start = in.at;
        char literal = in.literal();
        boolean repeated = QUANTIFIERS.indexOf(in.peek()) >= 0 && !in.atEnd();
        if (literal != 0 && !repeated) {
            addLiteral(literal);
            return true;
        }
        CharClass chars = literal == 0 ? in.charClass() : CharClass.ofAscii(literal);
        if (chars != null && run(chars)) {
            return true;
        }
        in.at = start;
        return false;
    }

    private void addLiteral(char c) {
        int last = tokens.size() - 1;
        boolean joins = last >= starts.get(starts.size() - 1) && tokens.get(last) instanceof Literal;
        if (joins) {
            tokens.set(last, new Literal(((Literal) tokens.get(last)).text() + c));
        } else {
            tokens.add(new Literal(Character.toString(c)));
        }
    }

    /** A class and what says how often; one that is no single char is not taken alone, for it may be two chars. */
    private boolean run(CharClass chars) {
        boolean many = in.accept("+");
        boolean any = !many && in.accept("*");
        if (!in.atEnd() && QUANTIFIERS.indexOf(in.peek()) >= 0) {
            return false;
        }
        if (!many && !any && chars.others()) {
            return false;
        }
        tokens.add(new Run(chars, any ? 0 : 1, many || any));
        return true;
    }

    private boolean group() {
        int before = tokens.size();
        int start = in.at;
        in.accept("(");
        int group = 0;
        if (!in.accept("?:")) {
            group = groups + 1;
            if (in.isNext("?") && !name(group)) {
                in.at = start;
                return false;
            }
            groups = group;
            tokens.add(new Open(group));
        }
        if (!sequence()) {
            return false;
        }
        if (!in.accept(")")) {
            return false;
        }
        starts.remove(starts.size() - 1);
        if (!in.atEnd() && QUANTIFIERS.indexOf(in.peek()) >= 0) {
            drop(before);
            return false;
        }
        if (group > 0) {
            tokens.add(new Close(group));
        }
        return true;
    }

    private boolean name(int group) {
        if (!in.accept("?<") && !in.accept("?P<")) {
            return false;
        }
        String name = in.name();
        return !name.isEmpty() && in.accept(">") && names.putIfAbsent(name, group) == null;
    }

    private void drop(int from) {
        tokens.subList(from, tokens.size()).clear();
    }

    /**
     * Looks at what follows the place that is not plain: an alternative to a sequence, or a repetition of a group, makes
     * all of it uncertain, what stands before the place included.
     */
    private void dropUncertain() {
        int level = starts.size() - 1;
        int depth = level;
        for (char c = in.next(); c != 0; c = in.next()) {
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
                if (depth < level) {
                    boolean repeated = !in.atEnd() && QUANTIFIERS.indexOf(in.peek()) >= 0;
                    drop(repeated || depth < 0 ? starts.get(level) : tokens.size());
                    level = Math.max(0, depth);
                    depth = level;
                }
            } else if (c == '|' && depth == level) {
                drop(starts.get(level));
            }
        }
    }
}
