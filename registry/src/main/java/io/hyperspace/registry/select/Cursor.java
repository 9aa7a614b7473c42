package io.hyperspace.registry.select;

import io.hyperspace.registry.index.Moment;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended: its last stub, and the moment that all pages of a query look at. As text it is the point, with the
 * moment and an {@code @} before it when that is past.
 */
record Cursor(Moment moment, String point) {

    private static final char AT = '@';

    /** @param past whether the query is for the past; the cursor of another query is refused with 400 */
    static Cursor parse(String text, boolean past) {
        int at = text.indexOf(AT);
        if (past != at > 0) {
            throw SelectFaults.strangeCursor().toException();
        }
        return new Cursor(past ? new Moment(millis(text.substring(0, at))) : Moment.NOW, text.substring(at + 1));
    }

    private static long millis(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw SelectFaults.strangeCursor().toException();
        }
    }

    static @Nullable Cursor parseIfAny(@Nullable String text, boolean past) {
        return text == null ? null : parse(text, past);
    }

    @Override
    public String toString() {
        return moment.at() == null ? point : moment.at() + String.valueOf(AT) + point;
    }
}
