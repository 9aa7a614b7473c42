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

    /** Fills the condition, which comes first in its statement, and tells the place of the next parameter. */
    int bind(PreparedStatement select) throws SQLException {
        if (at == null) {
            select.setLong(1, Validity.OPEN);
            return 2;
        }
        select.setLong(1, at);
        select.setLong(2, at);
        return 3;
    }
}
