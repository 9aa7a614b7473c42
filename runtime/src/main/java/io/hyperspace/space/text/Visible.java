package io.hyperspace.space.text;

/** Pieces of somebody's text as messages show them: short, and with nothing in them that a terminal would act on. */
public final class Visible {

    private static final int MAX_QUOTED = 40;
    private static final String HIDDEN = "\uFFFD";

    private Visible() {}

    /** Whether a character cannot be seen, or would change how what is around it is shown. */
    public static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    /** A character as it is shown. */
    public static String of(int codePoint) {
        return isHidden(codePoint) ? HIDDEN : Character.toString(codePoint);
    }

    /** The start of a text, in quotes. */
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder("'");
        int at = 0;
        for (int count = 0; at < text.length() && count < MAX_QUOTED; count++) {
            int codePoint = text.codePointAt(at);
            out.append(of(codePoint));
            at += Character.charCount(codePoint);
        }
        return out.append(at < text.length() ? "…'" : "'").toString();
    }
}
