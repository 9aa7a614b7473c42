package io.hyperspace.space.error;

import io.hyperspace.space.text.Visible;

/**
 * The lines that show a person where in a text something is wrong: the place, the line, and a caret under the span.
 * Long lines are cut around the caret; characters that a terminal would act on are shown as U+FFFD.
 */
public final class Excerpt {

    private static final int MAX_WIDTH = 118;
    private static final int BEFORE_CARET = 48;
    private static final String TAB = "    ";

    private final SpanRef span;
    private final int[] shown;
    private final boolean cutLeft;
    private final boolean cutRight;
    private final int caret;
    private final int caretLength;

    private Excerpt(SpanRef span, String line) {
        this.span = span;
        int total = line.codePointCount(0, line.length());
        int column = Math.min(span.column() - 1, total);
        int start = total <= MAX_WIDTH ? 0 : Math.min(Math.max(0, column - BEFORE_CARET), total - MAX_WIDTH);
        int end = Math.min(total, start + MAX_WIDTH);
        int from = line.offsetByCodePoints(0, start);
        this.shown = line.substring(from, line.offsetByCodePoints(from, end - start))
                .codePoints()
                .toArray();
        this.cutLeft = start > 0;
        this.cutRight = end < total;
        this.caret = column - start;
        this.caretLength = Math.max(1, Math.min(span.length(), shown.length - caret));
    }

    /**
     * The excerpt of one line.
     *
     * @param span where; its column and length count code points of the line
     * @param line the whole line, without its end
     * @param label what to say at the caret, may be empty
     */
    public static String of(SpanRef span, String line, String label) {
        return new Excerpt(span, line).render(label);
    }

    private String render(String label) {
        String number = Integer.toString(span.line());
        String margin = " ".repeat(number.length() + 1);
        String carets = padding() + "^".repeat(caretWidth());
        return " ".repeat(number.length()) + "--> " + span + "\n"
                + margin + "|\n"
                + (number + " | " + line()).stripTrailing() + "\n"
                + margin + "| " + (label.isEmpty() ? carets : carets + " " + label);
    }

    private String line() {
        StringBuilder out = new StringBuilder(cutLeft ? "…" : "");
        for (int codePoint : shown) {
            out.append(visible(codePoint));
        }
        return out.append(cutRight ? "…" : "").toString();
    }

    private String padding() {
        StringBuilder out = new StringBuilder(cutLeft ? " " : "");
        for (int i = 0; i < caret; i++) {
            out.append(" ".repeat(width(shown[i])));
        }
        return out.toString();
    }

    private int caretWidth() {
        int width = 0;
        for (int i = caret; i < Math.min(shown.length, caret + caretLength); i++) {
            width += width(shown[i]);
        }
        return Math.max(1, width);
    }

    private static String visible(int codePoint) {
        if (codePoint == '\t') {
            return TAB;
        }
        return Visible.of(codePoint);
    }

    private static int width(int codePoint) {
        if (codePoint == '\t') {
            return TAB.length();
        }
        if (Character.getType(codePoint) == Character.NON_SPACING_MARK) {
            return 0;
        }
        return isWide(codePoint) ? 2 : 1;
    }

    /** The larger blocks of the East Asian wide characters. Source: Unicode Standard Annex 11. */
    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE4F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0x1F300 && c <= 0x1F9FF)
                || (c >= 0x20000 && c <= 0x3FFFD);
    }
}
