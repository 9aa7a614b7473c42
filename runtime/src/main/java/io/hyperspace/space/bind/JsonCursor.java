package io.hyperspace.space.bind;

import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.substance.SubstanceKind;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in JSON text, moved from value to value without making objects of them. It relies on the text being JSON; where
 * it sees that it is not, it throws an {@link IllegalArgumentException}.
 */
final class JsonCursor {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");

    private final String text;
    private int at;

    JsonCursor(String text) {
        this(text, 0);
    }

    private JsonCursor(String text, int at) {
        this.text = text;
        this.at = at;
    }

    JsonCursor copy() {
        return new JsonCursor(text, at);
    }

    private char peek() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean accept(char c) {
        boolean next = peek() == c;
        at += next ? 1 : 0;
        return next;
    }

    private void need(char c) {
        if (!accept(c)) {
            throw new IllegalArgumentException("no '" + c + "' at " + at);
        }
    }

    /** What the next value is; a number that is no Int is only Json. */
    SubstanceKind kind() {
        return switch (peek()) {
            case '{' -> SubstanceKind.MAP;
            case '[' -> SubstanceKind.LIST;
            case '"' -> SubstanceKind.TEXT;
            case 't', 'f' -> SubstanceKind.BOOLEAN;
            case 'n' -> SubstanceKind.EMPTY;
            default -> isInt(scalar()) ? SubstanceKind.INT : SubstanceKind.JSON;
        };
    }

    /** Whether the next value may also be taken as another kind: any is Json, and a string may be a point. */
    boolean isAlso(SubstanceKind kind) {
        if (kind != SubstanceKind.POINT || peek() != '"') {
            return kind == SubstanceKind.JSON;
        }
        try {
            Point.parse(copy().string());
            return true;
        } catch (HyperspaceException e) {
            return false;
        }
    }

    private static boolean isInt(String number) {
        if (!WHOLE.matcher(number).matches()) {
            return false;
        }
        try {
            Long.parseLong(number);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private String scalar() {
        int end = at;
        while (end < text.length() && " \t\n\r,]}".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(at, end);
    }

    /** Goes to the next element of an array, or behind the array. */
    boolean element(boolean first) {
        if (first) {
            need('[');
            return !accept(']');
        }
        if (accept(']')) {
            return false;
        }
        need(',');
        return true;
    }

    /** Goes to the value of an object's next key and gives the key; behind the object gives null. */
    @Nullable String key(boolean first) {
        if (first) {
            need('{');
        }
        if (accept('}')) {
            return null;
        }
        if (!first) {
            need(',');
        }
        peek();
        String key = string();
        need(':');
        return key;
    }

    /** Goes behind the next value, however deep it is. */
    void skip() {
        int depth = 0;
        do {
            char c = peek();
            if (c == '"') {
                string();
            } else if (c == '{' || c == '[') {
                depth++;
                at++;
            } else if (c == '}' || c == ']') {
                depth--;
                at++;
            } else if (c == ',' || c == ':') {
                at++;
            } else if (c == 0) {
                throw new IllegalArgumentException("the text ends in the midst of a value");
            } else {
                at += scalar().length();
            }
        } while (depth > 0);
    }

    /** The next value as a substance, behind which this then stands. */
    Substance value() {
        SubstanceKind kind = kind();
        if (kind == SubstanceKind.TEXT) {
            return Substance.text(string());
        }
        int start = at;
        skip();
        String json = text.substring(start, at);
        return switch (kind) {
            case INT -> new Substance.Int(Long.parseLong(json));
            case BOOLEAN -> new Substance.Bool(json.equals("true"));
            case EMPTY -> Substance.Empty.INSTANCE;
            default -> new Substance.Json(json);
        };
    }

    private String string() {
        need('"');
        int end = at;
        while (end < text.length() && text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length()) {
            throw new IllegalArgumentException("a string does not end");
        }
        String raw = text.substring(at, end);
        at = end + 1;
        return raw.indexOf('\\') < 0 ? raw : unescaped(raw);
    }

    private static String unescaped(String raw) {
        StringBuilder out = new StringBuilder(raw.length());
        int i = 0;
        while (i < raw.length()) {
            char c = raw.charAt(i);
            int index = c == '\\' ? "nrtbf\"\\/".indexOf(raw.charAt(i + 1)) : -1;
            if (c != '\\') {
                out.append(c);
                i++;
            } else if (index >= 0) {
                out.append("\n\r\t\b\f\"\\/".charAt(index));
                i += 2;
            } else {
                out.append((char) Integer.parseInt(raw, i + 2, i + 6, 16));
                i += 6;
            }
        }
        return out.toString();
    }
}
