package io.hyperspace.registry.index;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.selector.PointHierarchy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Points with the kinds of their segments, at one moment. It keeps what it has read, so it is for one question; the
 * points above a point that it has read are read too.
 */
public final class Hierarchies {

    private final Index index;
    private final Moment moment;
    private final Map<Point, IndexRow> rows = new HashMap<>();
    private final Map<Point, PointHierarchy> hierarchies = new HashMap<>();
    private final Set<Point> looked = new HashSet<>();

    public Hierarchies(Index index, Moment moment) {
        this.index = index;
        this.moment = moment;
    }

    /** Reads the rows of points and of all that lies above them, unless they were read before. */
    public void look(Collection<Point> points) throws SQLException {
        look(List.of(), points);
    }

    /** The same for points whose own rows were just read. */
    public void know(Collection<IndexRow> read) throws SQLException {
        look(read, List.of());
    }

    private void look(Collection<IndexRow> read, Collection<Point> points) throws SQLException {
        Set<Point> missing = new HashSet<>();
        for (Point point : points) {
            climb(point, missing);
        }
        for (IndexRow row : read) {
            rows.put(row.point(), row);
            climb(row.point(), missing);
        }
        for (IndexRow row : read) {
            missing.remove(row.point());
        }
        rows.putAll(index.rows(missing, moment));
    }

    /** What lies above a point that was looked at was looked at too, so the way up ends there. */
    private void climb(Point point, Set<Point> missing) {
        Point at = point;
        while (looked.add(at)) {
            missing.add(at);
            int length = at.depth();
            if (length == 0) {
                return;
            }
            at = at.prefix(length - 1);
        }
    }

    /** The row of a point; null when there is no particle. {@link #look} must have been called for it. */
    public @Nullable IndexRow row(Point point) {
        return rows.get(point);
    }

    /** A point with the kinds of its segments; {@link #look} must have been called for it. */
    public PointHierarchy of(Point point) {
        PointHierarchy known = hierarchies.get(point);
        if (known != null) {
            return known;
        }
        int length = point.depth();
        List<@Nullable Kind> kinds = new ArrayList<>(length);
        if (length > 0) {
            kinds.addAll(of(point.prefix(length - 1)).kinds());
            IndexRow row = rows.get(point);
            kinds.add(row == null ? null : row.kind());
        }
        PointHierarchy made = new PointHierarchy(point, kinds);
        hierarchies.put(point, made);
        return made;
    }
}
