package io.hyperspace.registry.select;

import io.hyperspace.registry.index.Moment;
import io.hyperspace.space.command.AsOf;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The time that selects may look back to, on the database's clock.
 *
 * <p>Invariant: that rows are gone which held at a time is stored before the first of them is deleted. So a select that
 * finds its time still kept <em>after</em> it has read has read all rows.
 */
final class Past {

    private static final String KEPT_SINCE = "index.kept-since";

    private final @Nullable Duration retention;

    /** @param retention for how long the past is kept; null for ever */
    Past(@Nullable Duration retention) {
        this.retention = retention;
    }

    /** The moment that a query is for; 422 when it is to come, or not kept any more. */
    Moment settle(Connection connection, AsOf asOf) throws SQLException {
        Instant now = now(connection);
        Instant asked = asOf.from(now);
        if (asked.isAfter(now)) {
            throw SelectFaults.toCome(asked, now).toException();
        }
        Instant since = retention == null ? Instant.MIN : now.minus(retention);
        if (asked.isBefore(since)) {
            throw SelectFaults.notKept(since).toException();
        }
        return new Moment(asked.toEpochMilli());
    }

    /** Fails with 422 unless all rows are there that held at a moment. */
    static void requireKept(Connection connection, Moment moment) throws SQLException {
        Long since = keptSince(connection);
        if (moment.at() != null && since != null && moment.at() < since) {
            throw SelectFaults.notKept(Instant.ofEpochMilli(since)).toException();
        }
    }

    /** The time that rows which ended by then may be deleted at; null when the past is kept for ever. */
    @Nullable Long expired(Connection connection) throws SQLException {
        return retention == null ? null : now(connection).minus(retention).toEpochMilli();
    }

    /** Stores that the past is kept from a time on only, before rows that ended by then are deleted. */
    static void keepSince(Connection connection, long millis) throws SQLException {
        String sql = keptSince(connection) == null
                ? "INSERT INTO cluster_fact (fact, name) VALUES (?, ?)"
                : "UPDATE cluster_fact SET fact = ? WHERE name = ? AND CAST(fact AS BIGINT) < " + millis;
        try (PreparedStatement store = connection.prepareStatement(sql)) {
            store.setString(1, Long.toString(millis));
            store.setString(2, KEPT_SINCE);
            store.executeUpdate();
        }
    }

    private static @Nullable Long keptSince(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT fact FROM cluster_fact WHERE name = ?")) {
            select.setString(1, KEPT_SINCE);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? (Long) Long.parseLong(row.getString(1)) : null;
            }
        }
    }

    private static Instant now(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT CURRENT_TIMESTAMP");
                ResultSet row = select.executeQuery()) {
            row.next();
            return Instant.ofEpochMilli(
                    row.getObject(1, OffsetDateTime.class).toInstant().toEpochMilli());
        }
    }
}
