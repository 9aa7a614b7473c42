package io.hyperspace.space.text;

/** Values as a text of the language holds them: bare where that reads back the same, else in quotes. */
public final class Written {

    private static final String BARE = "-_.:/@%+=~^*()<>[]!?&|$";

    private Written() {}

    /** The value of a property. */
    public static String value(String value) {
        return isBare(value) ? value : text(value);
    }

    /** A text in quotes: single where it can stand as it is, else double with escapes. */
    public static String text(String text) {
        boolean plain = text.chars().allMatch(c -> c != '\'' && !isEscaped((char) c));
        if (plain) {
            return "'" + text + "'";
        }
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            out.append(escaped(text.charAt(i)));
        }
        return out.append('"').toString();
    }

    private static boolean isBare(String value) {
        return !value.isEmpty()
                && !value.contains("${")
                && value.chars().allMatch(c -> isPlain((char) c) || BARE.indexOf(c) >= 0);
    }

    private static boolean isPlain(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** Whether a char cannot stand in a text as it is: line ends and controls. */
    private static boolean isEscaped(char c) {
        return (c < ' ' && c != '\t') || (c >= 0x7F && c < 0xA0);
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            default -> isEscaped(c) ? String.format("\\u%04x", (int) c) : Character.toString(c);
        };
    }
}
