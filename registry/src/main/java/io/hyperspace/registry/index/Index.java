package io.hyperspace.registry.index;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Grant;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the index over one connection. */
public final class Index {

    static final String GRANT_COLUMNS = "id, rule, detail, selector_on, selector_to, author, anchor";

    /**
     * Looks up each of some texts by itself. With a list of them and a condition on the time H2 would read the whole table:
     * it uses an index for either, not for both.
     */
    private static final String WANTED = " FROM UNNEST(?) wanted(place) JOIN ";

    /** A grant with the point that it is anchored at. */
    public record Anchored(Point anchor, Grant grant) {}

    private final Connection connection;
    private final RowReader reader = new RowReader();

    public Index(Connection connection) {
        this.connection = connection;
    }

    /** The rows of those points that are there. */
    public Map<Point, IndexRow> rows(Collection<Point> points) throws SQLException {
        return rows(points, Moment.NOW);
    }

    /** The rows of those points that were there. */
    public Map<Point, IndexRow> rows(Collection<Point> points, Moment moment) throws SQLException {
        Map<Point, IndexRow> found = new HashMap<>();
        if (points.isEmpty()) {
            return found;
        }
        String sql =
                "SELECT " + IndexRow.COLUMNS + WANTED + "registry_record ON point = wanted.place" + moment.condition();
        for (IndexRow row : read(sql, moment, points, reader::record)) {
            found.put(row.point(), row);
        }
        return found;
    }

    /** Those of some incarnations that have a row now. */
    public Set<Incarnation> living(Collection<Incarnation> some) throws SQLException {
        String sql = "SELECT incarnation" + WANTED + "registry_record ON incarnation = wanted.place"
                + Moment.NOW.condition();
        Mapping<Incarnation> mapping = row -> Incarnation.parse(row.getString(1));
        return new HashSet<>(readTexts(sql, Moment.NOW, some.stream().map(Incarnation::toString), mapping));
    }

    /** The grants that are anchored at those points. */
    public List<Anchored> grants(Collection<Point> anchors) throws SQLException {
        if (anchors.isEmpty()) {
            return List.of();
        }
        String sql =
                "SELECT " + GRANT_COLUMNS + WANTED + "registry_grant ON anchor = wanted.place" + Moment.NOW.condition();
        return read(sql, Moment.NOW, anchors, reader::grant);
    }

    private <T> List<T> read(String sql, Moment moment, Collection<Point> points, Mapping<T> mapping)
            throws SQLException {
        return readTexts(sql, moment, points.stream().distinct().map(Point::toString), mapping);
    }

    private <T> List<T> readTexts(String sql, Moment moment, Stream<String> wanted, Mapping<T> mapping)
            throws SQLException {
        Array texts = connection.createArrayOf("varchar", wanted.toArray());
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, texts);
            moment.bind(select, 2);
            return read(select, mapping);
        } finally {
            texts.free();
        }
    }

    private static <T> List<T> read(PreparedStatement select, Mapping<T> mapping) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(mapping.of(row));
            }
        }
        return found;
    }

    private interface Mapping<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** The grant with an id; null when there is none, or none any more. */
    public @Nullable Anchored grant(Ulid id) throws SQLException {
        return grant(id, " AND valid_to = " + Validity.OPEN);
    }

    /** The grant with an id, also one that has ended, for as long as the past is kept; null when there never was one. */
    public @Nullable Anchored grantEver(Ulid id) throws SQLException {
        return grant(id, "");
    }

    private @Nullable Anchored grant(Ulid id, String condition) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT " + GRANT_COLUMNS + " FROM registry_grant WHERE id = ?" + condition)) {
            select.setString(1, id.toString());
            List<Anchored> found = read(select, reader::grant);
            return found.isEmpty() ? null : found.get(0);
        }
    }

    /**
     * The grants that are anchored at those points or in a range, oldest first.
     *
     * @param limit how many at most
     */
    public List<Anchored> grants(Collection<Point> anchors, PointRange below, int limit) throws SQLException {
        String sql = "SELECT " + GRANT_COLUMNS + " FROM registry_grant" + Moment.NOW.condition()
                + " AND anchor >= ? AND anchor < ? ORDER BY id FETCH FIRST " + limit + " ROWS ONLY";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int next = Moment.NOW.bind(select, 1);
            select.setString(next, below.from());
            select.setString(next + 1, below.to());
            return Stream.concat(grants(anchors).stream(), read(select, reader::grant).stream())
                    .distinct()
                    .sorted(Comparator.comparing(one -> one.grant().id()))
                    .limit(limit)
                    .toList();
        }
    }

    /**
     * Rows of a range in the order of their points.
     *
     * @param after only points behind this text; null for all
     */
    public List<IndexRow> page(PointRange range, @Nullable String after, int limit, Moment moment) throws SQLException {
        boolean inside = after != null && after.compareTo(range.from()) >= 0;
        String sql = "SELECT " + IndexRow.COLUMNS + " FROM registry_record" + moment.condition() + " AND point "
                + (inside ? ">" : ">=") + " ? AND point < ? ORDER BY point FETCH FIRST " + limit + " ROWS ONLY";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int next = moment.bind(select, 1);
            select.setString(next, inside && after != null ? after : range.from());
            select.setString(next + 1, range.to());
            return read(select, reader::record);
        }
    }
}
