package io.hyperspace.registry.security;

import io.hyperspace.registry.index.Index;
import io.hyperspace.registry.index.IndexRow;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
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

/** Reads from the index what the rules need and applies them. Holds what it has read, so it is for one question. */
public final class AccessReader {

    private final Index index;
    private final Map<Point, IndexRow> rows = new HashMap<>();
    private final Set<Point> looked = new HashSet<>();

    public AccessReader(Index index) {
        this.index = index;
    }

    /** What an agent may do with each of some points, whether or not there are particles. */
    public Map<Point, Access> access(Agent agent, Collection<Point> points) throws SQLException {
        Map<Point, Access> result = new HashMap<>();
        if (agent.equals(Agent.HYPERUSER)) {
            points.forEach(point -> result.put(point, Access.SUPER));
            return result;
        }
        Set<Point> anchors = new HashSet<>();
        points.forEach(point -> anchors.addAll(point.levels()));
        List<Grant> grants = index.grants(anchors);
        look(concerned(agent, points, grants));
        for (Point point : points) {
            IndexRow row = rows.get(point);
            AccessRules rules =
                    new AccessRules(hierarchy(point), row == null ? null : row.owner(), grants, this::hierarchy);
            result.put(point, rules.access(agent));
        }
        return result;
    }

    private static Set<Point> concerned(Agent agent, Collection<Point> points, List<Grant> grants) {
        Set<Point> concerned = new HashSet<>(points);
        if (agent instanceof Agent.Particle particle) {
            concerned.add(particle.point());
        }
        for (Grant grant : grants) {
            if (grant.by() instanceof Agent.Particle author) {
                concerned.add(author.point());
            }
        }
        return concerned;
    }

    /** Those of some grants that are for an agent. */
    public List<Grant> aimedAt(Agent agent, List<Grant> grants) throws SQLException {
        look(concerned(agent, List.of(), List.of()));
        return grants.stream()
                .filter(grant -> AccessRules.isAimed(grant, agent, this::hierarchy))
                .toList();
    }

    /** Reads the rows of points and of all that lies above them, unless they were read before. */
    public void look(Collection<Point> points) throws SQLException {
        Set<Point> missing = new HashSet<>();
        for (Point point : points) {
            missing.addAll(point.levels());
        }
        missing.removeAll(looked);
        rows.putAll(index.rows(missing));
        looked.addAll(missing);
    }

    /** A point with the kinds of its segments; {@link #look} must have been called for it. */
    public PointHierarchy hierarchy(Point point) {
        List<@Nullable Kind> kinds = new ArrayList<>(point.segments().size());
        for (int length = 1; length <= point.segments().size(); length++) {
            IndexRow row = rows.get(point.prefix(length));
            kinds.add(row == null ? null : row.kind());
        }
        return new PointHierarchy(point, kinds);
    }
}
