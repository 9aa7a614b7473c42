package io.hyperspace.registry;

import io.hyperspace.provision.Registry;
import io.hyperspace.registry.directory.DirectoryEvent;
import io.hyperspace.registry.directory.DirectoryId;
import io.hyperspace.registry.directory.Happenings;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.Point;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.serialization.Serialization;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the journal what happened to a point. Which directories have held it says the index, which keeps rows of what
 * is gone; what they stored is read in order, a limited number of events at a time, so a page may be short or empty though
 * there are more. A cursor is the directory and the number of the event that the page ended with.
 */
final class History {

    private static final String DIRECTORIES = "SELECT directory, MIN(valid_from) AS since FROM registry_record"
            + " WHERE point = ? GROUP BY directory ORDER BY since, directory";
    private static final String EVENTS = "SELECT \"sequence_number\", \"write_timestamp\", \"event_payload\","
            + " \"event_ser_id\", \"event_ser_manifest\" FROM \"event_journal\" WHERE \"persistence_id\" = ?"
            + " AND \"sequence_number\" > ? ORDER BY \"sequence_number\" FETCH FIRST ? ROWS ONLY";

    private final Serialization serialization;
    private final int scan;

    /** @param scan how many events one page reads at most */
    History(Serialization serialization, int scan) {
        this.serialization = serialization;
        this.scan = scan;
    }

    private record Cursor(DirectoryId directory, long number) {

        static Cursor parse(String text) {
            int slash = text.indexOf('/');
            if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,18}")) {
                throw malformed();
            }
            return new Cursor(new DirectoryId(text.substring(0, slash)), Long.parseLong(text.substring(slash + 1)));
        }

        static RuntimeException malformed() {
            return Fault.of(400, "E0223", "that is no place in a history").toException();
        }

        @Override
        public String toString() {
            return directory + "/" + number;
        }
    }

    /** One page. */
    Registry.HistoryPage page(Connection connection, Point point, @Nullable String after, int limit)
            throws SQLException {
        List<DirectoryId> directories = directories(connection, point);
        if (directories.isEmpty()) {
            throw Faults.noSuchPoint(point.toString()).toException();
        }
        Cursor at = after == null ? new Cursor(directories.get(0), 0) : Cursor.parse(after);
        int index = directories.indexOf(at.directory());
        if (index < 0) {
            throw Cursor.malformed();
        }
        List<Registry.Happening> found = new ArrayList<>();
        Cursor end = read(connection, point, at, limit, found);
        if (end != null) {
            return new Registry.HistoryPage(found, end.toString());
        }
        boolean isLast = index + 1 == directories.size();
        return new Registry.HistoryPage(found, isLast ? null : new Cursor(directories.get(index + 1), 0).toString());
    }

    private static List<DirectoryId> directories(Connection connection, Point point) throws SQLException {
        List<DirectoryId> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(DIRECTORIES)) {
            select.setString(1, point.toString());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new DirectoryId(row.getString(1)));
                }
            }
        }
        return found;
    }

    /** Where to go on in the same directory; null at its end. */
    private @Nullable Cursor read(
            Connection connection, Point point, Cursor from, int limit, List<Registry.Happening> found)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(EVENTS)) {
            select.setString(1, from.directory().persistenceId());
            select.setLong(2, from.number());
            select.setInt(3, scan);
            try (ResultSet row = select.executeQuery()) {
                int read = 0;
                long last = from.number();
                while (row.next()) {
                    read++;
                    last = row.getLong(1);
                    found.addAll(Happenings.of(event(row), point, row.getLong(2)));
                    if (found.size() >= limit) {
                        return new Cursor(from.directory(), last);
                    }
                }
                return read < scan ? null : new Cursor(from.directory(), last);
            }
        }
    }

    private DirectoryEvent event(ResultSet row) throws SQLException {
        Object event = serialization
                .deserialize(row.getBytes(3), row.getInt(4), row.getString(5))
                .get();
        if (event instanceof DirectoryEvent known) {
            return known;
        }
        throw new IllegalStateException("a directory has stored something that is no event: " + event.getClass());
    }
}
