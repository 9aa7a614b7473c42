package io.hyperspace.registry.index;

import io.hyperspace.registry.directory.GrantEntry;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the index as it is at one moment, over one connection. */
public final class Index {

    /** How many points one statement names at most. */
    private static final int POINTS_A_QUERY = 256;

    private static final String GRANT_COLUMNS = "id, rule, detail, selector_on, selector_to, author";

    private final Connection connection;

    public Index(Connection connection) {
        this.connection = connection;
    }

    /** The rows of those points that are there. */
    public Map<Point, IndexRow> rows(Collection<Point> points) throws SQLException {
        Map<Point, IndexRow> found = new HashMap<>();
        inChunks(
                "SELECT " + IndexRow.COLUMNS + " FROM registry_record WHERE valid_to = ? AND point IN ",
                points,
                row -> {
                    IndexRow indexed = IndexRow.from(row);
                    found.put(indexed.point(), indexed);
                });
        return found;
    }

    /** The grants that are anchored at those points. */
    public List<Grant> grants(Set<Point> anchors) throws SQLException {
        List<Grant> found = new ArrayList<>();
        inChunks(
                "SELECT " + GRANT_COLUMNS + " FROM registry_grant WHERE valid_to = ? AND anchor IN ",
                anchors,
                row -> found.add(grant(row)));
        return found;
    }

    /** A grant with the point that it is anchored at. */
    public record Anchored(Point anchor, Grant grant) {}

    /** The grant with an id; null when there is none, or none any more. */
    public @Nullable Anchored grant(Ulid id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT " + GRANT_COLUMNS + ", anchor FROM registry_grant WHERE id = ? AND valid_to = ?")) {
            select.setString(1, id.toString());
            select.setLong(2, Validity.OPEN);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? anchored(row) : null;
            }
        }
    }

    /**
     * The grants that are anchored at those points or in a range, oldest first.
     *
     * @param limit how many at most
     */
    public List<Anchored> grants(Set<Point> anchors, PointRange below, int limit) throws SQLException {
        List<Anchored> found = new ArrayList<>();
        inChunks(
                "SELECT " + GRANT_COLUMNS + ", anchor FROM registry_grant WHERE valid_to = ? AND anchor IN ",
                anchors,
                row -> found.add(anchored(row)));
        try (PreparedStatement select = connection.prepareStatement("SELECT " + GRANT_COLUMNS
                + ", anchor FROM registry_grant WHERE valid_to = ? AND anchor >= ? AND anchor < ?"
                + " ORDER BY id FETCH FIRST " + limit + " ROWS ONLY")) {
            select.setLong(1, Validity.OPEN);
            select.setString(2, below.from());
            select.setString(3, below.to());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(anchored(row));
                }
            }
        }
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing(one -> one.grant().id()))
                .limit(limit)
                .toList();
    }

    private static Anchored anchored(ResultSet row) throws SQLException {
        return new Anchored(Point.parse(row.getString(7)), grant(row));
    }

    private static Grant grant(ResultSet row) throws SQLException {
        return new GrantEntry(
                        Ulid.parse(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        Language.selector(row.getString(4)),
                        Language.selector(row.getString(5)),
                        Agent.parse(row.getString(6)))
                .grant();
    }

    /**
     * Rows of a range in the order of their points.
     *
     * @param after only points behind this text; null for all
     */
    public List<IndexRow> page(PointRange range, @Nullable String after, int limit) throws SQLException {
        String from = after == null || after.compareTo(range.from()) < 0 ? range.from() : after;
        boolean isAfter = from.equals(after);
        String sql = "SELECT " + IndexRow.COLUMNS + " FROM registry_record WHERE valid_to = ? AND point "
                + (isAfter ? ">" : ">=") + " ? AND point < ? ORDER BY point FETCH FIRST " + limit + " ROWS ONLY";
        List<IndexRow> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, Validity.OPEN);
            select.setString(2, from);
            select.setString(3, range.to());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(IndexRow.from(row));
                }
            }
        }
        return rows;
    }

    private void inChunks(String sql, Collection<Point> points, RowReader reader) throws SQLException {
        Iterator<Point> rest = points.iterator();
        while (rest.hasNext()) {
            List<Point> chunk = new ArrayList<>();
            while (rest.hasNext() && chunk.size() < POINTS_A_QUERY) {
                chunk.add(rest.next());
            }
            String places = "(" + "?, ".repeat(chunk.size() - 1) + "?)";
            try (PreparedStatement select = connection.prepareStatement(sql + places)) {
                select.setLong(1, Validity.OPEN);
                for (int i = 0; i < chunk.size(); i++) {
                    select.setString(i + 2, chunk.get(i).toString());
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        reader.read(row);
                    }
                }
            }
        }
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }
}
