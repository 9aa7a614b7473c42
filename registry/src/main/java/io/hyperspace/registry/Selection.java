package io.hyperspace.registry;

import io.hyperspace.provision.Registry;
import io.hyperspace.registry.index.Index;
import io.hyperspace.registry.index.IndexRow;
import io.hyperspace.registry.index.PointRange;
import io.hyperspace.registry.security.AccessReader;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.selector.Selector;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One page of a select. It looks for one stub more than the page holds, so what is hidden from the agent leaves no trace:
 * neither in the stubs, nor in the cursor, nor in whether there is one.
 */
final class Selection {

    private final Selector selector;
    private final Agent agent;
    private final PointRange range;
    private final int scanRows;

    Selection(Selector selector, Agent agent, int scanRows) {
        this.selector = selector;
        this.agent = agent;
        this.range = PointRange.of(selector);
        this.scanRows = scanRows;
    }

    Registry.Page page(Index index, @Nullable String after, int limit) throws SQLException {
        List<Stub> seen = new ArrayList<>();
        String from = after;
        while (seen.size() <= limit) {
            List<IndexRow> rows = index.page(range, from, scanRows);
            seen.addAll(visible(index, rows));
            if (rows.size() < scanRows) {
                break;
            }
            from = rows.get(rows.size() - 1).point().toString();
        }
        if (seen.size() <= limit) {
            return new Registry.Page(seen, null);
        }
        List<Stub> page = seen.subList(0, limit);
        return new Registry.Page(page, page.get(limit - 1).point().toString());
    }

    private List<Stub> visible(Index index, List<IndexRow> rows) throws SQLException {
        AccessReader reader = new AccessReader(index);
        reader.look(rows.stream().map(IndexRow::point).toList());
        List<IndexRow> matching = rows.stream()
                .filter(row -> selector.matches(reader.hierarchy(row.point())))
                .toList();
        Set<Point> judged = new HashSet<>();
        matching.forEach(row -> judged.add(judgedAt(row.point())));
        Map<Point, Access> access = reader.access(agent, judged);
        return matching.stream()
                .filter(row -> row.owner().equals(agent) || maySelect(access, row.point()))
                .map(IndexRow::stub)
                .toList();
    }

    private static boolean maySelect(Map<Point, Access> access, Point point) {
        Access there = access.get(judgedAt(point));
        return there != null && there.may(Permission.SELECT);
    }

    /** To see a particle one selects among its parent's children; ROOT is its own. */
    private static Point judgedAt(Point point) {
        Point parent = point.parent();
        return parent == null ? point : parent;
    }
}
