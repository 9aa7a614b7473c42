package io.hyperspace.registry.index;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of the index count.
 *
 * @param at those that held at this time, in milliseconds of the database's clock; null for those that hold now
 */
public record Moment(@Nullable Long at) {

    public static final Moment NOW = new Moment(null);

    /** Begins the condition of a select; {@link #bind} fills it. */
    String condition() {
        return at == null ? " WHERE valid_to = ?" : " WHERE valid_from <= ? AND valid_to > ?";
    }

    /** Fills the condition, and tells the place of the next parameter. */
    int bind(PreparedStatement select, int first) throws SQLException {
        if (at == null) {
            select.setLong(first, Validity.OPEN);
            return first + 1;
        }
        select.setLong(first, at);
        select.setLong(first + 1, at);
        return first + 2;
    }
}
