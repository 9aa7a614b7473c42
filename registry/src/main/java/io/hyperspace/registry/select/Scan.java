package io.hyperspace.registry.select;

import io.hyperspace.provision.Registry;
import io.hyperspace.registry.index.Hierarchies;
import io.hyperspace.registry.index.Index;
import io.hyperspace.registry.index.IndexRow;
import io.hyperspace.registry.index.Moment;
import io.hyperspace.registry.index.PointRange;
import io.hyperspace.registry.security.AccessReader;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Permission;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the index for the stubs of one page, in steps. It looks for one stub more than the page holds, so what is
 * hidden from the agent leaves no trace: neither in the stubs, nor in the cursor, nor in whether there is one.
 */
final class Scan {

    /** A first step reads about as many rows as the page is long; each further one twice as many, up to a limit. */
    private static final int SMALLEST_STEP = 50;

    private final Registry.Query query;
    private final Moment moment;
    private final int limit;
    private final int largestStep;
    private final List<PointRange> ranges;
    private final List<Stub> found = new ArrayList<>();
    private int range;
    private int stepRows;
    private @Nullable String after;

    /** @param after the text that all stubs are to lie behind; null for all */
    Scan(Registry.Query query, Moment moment, @Nullable String after, int limit, int largestStep) {
        this.query = query;
        this.moment = moment;
        this.after = after;
        this.limit = limit;
        this.largestStep = largestStep;
        this.ranges = PointRange.of(query.selector());
        this.stepRows = Math.min(largestStep, Math.max(SMALLEST_STEP, limit + 1));
    }

    Moment moment() {
        return moment;
    }

    /** Takes one step over one connection, and tells whether it was the last. */
    boolean step(Index index) throws SQLException {
        int wanted = stepRows;
        stepRows = Math.min(largestStep, wanted * 2);
        List<IndexRow> rows = index.page(ranges.get(range), after, wanted, moment);
        Hierarchies then = new Hierarchies(index, moment);
        then.know(rows);
        List<IndexRow> matching = rows.stream()
                .filter(row -> query.selector().matches(then.of(row.point())))
                .toList();
        found.addAll(visible(index, matching, then));
        if (found.size() > limit) {
            return true;
        }
        if (rows.size() < wanted) {
            range++;
            return range == ranges.size();
        }
        after = behind(rows.get(rows.size() - 1).point(), then);
        return false;
    }

    /** Where to go on behind a point: when nothing of what it lies in can be picked, behind all of that. */
    private String behind(Point last, Hierarchies then) {
        int end = query.selector().deadEnd(then.of(last));
        boolean inside = end >= 0 && end < last.depth();
        return inside ? PointRange.below(last.prefix(end)).to() : last.toString();
    }

    private List<Stub> visible(Index index, List<IndexRow> matching, Hierarchies then) throws SQLException {
        Hierarchies today = then;
        if (moment.at() != null) {
            today = new Hierarchies(index, Moment.NOW);
            today.look(matching.stream().map(IndexRow::point).toList());
        }
        Set<Point> judged = new HashSet<>();
        matching.forEach(row -> judged.add(judgedAt(row.point())));
        Map<Point, Access> access = new AccessReader(index, today).access(query.agent(), judged);
        List<Stub> visible = new ArrayList<>();
        for (IndexRow row : matching) {
            if (maySelect(access, row.point()) || owns(today.row(row.point()), row)) {
                visible.add(row.stub());
            }
        }
        return visible;
    }

    /** Whether the agent owns the particle today, and not merely one that has its point by now. */
    private boolean owns(@Nullable IndexRow now, IndexRow then) {
        return now != null
                && now.incarnation().equals(then.incarnation())
                && now.owner().equals(query.agent());
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

    /** What was found, once the last step was taken. */
    Registry.Page page() {
        if (found.size() <= limit) {
            return new Registry.Page(found, null);
        }
        List<Stub> stubs = found.subList(0, limit);
        String last = stubs.get(limit - 1).point().toString();
        return new Registry.Page(stubs, new Cursor(moment, last).toString());
    }
}
