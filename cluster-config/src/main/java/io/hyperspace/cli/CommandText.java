package io.hyperspace.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks at the text of commands as far as a client must: where one ends, and which files it uploads. Quoted texts and
 * comments count as what they are. Whether the commands are right is the Machine's to say.
 */
final class CommandText {

    private static final String BEFORE_QUOTE = " \t\r\n={[(,;:>";
    private static final String BEFORE_COMMENT = " \t\r\n;{},";

    private final String text;
    private final List<Part> parts = new ArrayList<>();
    private final Set<String> uploads = new LinkedHashSet<>();
    private int at;
    private int depth;
    private int start = -1;
    private int end;

    private CommandText(String text) {
        this.text = text;
    }

    /**
     * One command of a script.
     *
     * @param text without the {@code ;}
     * @param start where in the script it starts
     */
    record Part(String text, int start) {}

    /** The commands of a script, in order; each ends at a {@code ;} outside of braces. */
    static List<Part> commands(String script) {
        return new CommandText(script).read().parts;
    }

    /** The names that stand in {@code ^[ … ]}, each once. */
    static List<String> uploads(String command) {
        return List.copyOf(new CommandText(command).read().uploads);
    }

    private CommandText read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#' && follows(BEFORE_COMMENT)) {
                at = endOfLine();
            } else if ((c == '\'' || c == '"') && follows(BEFORE_QUOTE)) {
                quoted(c);
            } else if (text.startsWith("^[", at)) {
                upload();
            } else if (c == ';' && depth == 0) {
                finish();
                at++;
            } else {
                other(c);
            }
        }
        finish();
        return this;
    }

    private void other(char c) {
        depth = Math.max(0, depth + (c == '{' ? 1 : c == '}' ? -1 : 0));
        int next = at + 1;
        if (Character.isWhitespace(c)) {
            at = next;
        } else {
            take(next);
        }
    }

    /** A text in quotes ends at its quote or with its line; only double ones know escapes. */
    private void quoted(char quote) {
        int stop = at + 1;
        while (stop < text.length() && text.charAt(stop) != quote && text.charAt(stop) != '\n') {
            stop += quote == '"' && text.charAt(stop) == '\\' ? 2 : 1;
        }
        boolean closed = stop < text.length() && text.charAt(stop) == quote;
        take(Math.min(text.length(), closed ? stop + 1 : stop));
    }

    private void upload() {
        int close = text.indexOf(']', at);
        int stop = close < 0 || close > endOfLine() ? endOfLine() : close + 1;
        if (close >= 0 && close < stop) {
            String name = text.substring(at + 2, close).strip();
            if (!name.isEmpty()) {
                uploads.add(name);
            }
        }
        take(stop);
    }

    /** Counts everything up to a place to the current command. */
    private void take(int stop) {
        start = start < 0 ? at : start;
        at = stop;
        end = stop;
    }

    private void finish() {
        if (start >= 0) {
            parts.add(new Part(text.substring(start, end), start));
        }
        start = -1;
    }

    private boolean follows(String chars) {
        return at == 0 || chars.indexOf(text.charAt(at - 1)) >= 0;
    }

    private int endOfLine() {
        int line = text.indexOf('\n', at);
        return line < 0 ? text.length() : line;
    }
}
