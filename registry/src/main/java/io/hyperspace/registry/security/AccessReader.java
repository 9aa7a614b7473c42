package io.hyperspace.registry.security;

import io.hyperspace.provision.InheritedAccess;
import io.hyperspace.registry.index.Hierarchies;
import io.hyperspace.registry.index.Index;
import io.hyperspace.registry.index.IndexRow;
import io.hyperspace.registry.index.Moment;
import io.hyperspace.space.particle.Status;
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

/**
 * Reads from the index what the rules need and applies them. It asks the database twice, however many points there are:
 * for the grants, then for all rows. Points that the same grants are about and that have the same owner share a decision,
 * for the rules know nothing else of a point.
 */
public final class AccessReader {

    private final Index index;
    private final Hierarchies today;
    private final Map<Point, List<Grant>> anchored = new HashMap<>();

    public AccessReader(Index index) {
        this(index, new Hierarchies(index, Moment.NOW));
    }

    /** @param today what was read already of how things are now */
    public AccessReader(Index index, Hierarchies today) {
        this.index = index;
        this.today = today;
    }

    /** The row of a point that access was asked about or of; null when there is no particle. */
    public @Nullable IndexRow row(Point point) {
        return today.row(point);
    }

    /**
     * What an agent may do with each of some points, whether or not there are particles. A particle that is not there or
     * is being deleted may do nothing.
     */
    public Map<Point, Access> access(Agent agent, Collection<Point> points) throws SQLException {
        Map<Point, Access> result = new HashMap<>();
        if (agent.equals(Agent.HYPERUSER)) {
            points.forEach(point -> result.put(point, Access.SUPER));
            return result;
        }
        anchored.putAll(grants(points));
        today.look(concerned(agent, points, anchored.values()));
        if (!isThere(agent)) {
            points.forEach(point -> result.put(point, Access.NOTHING));
            return result;
        }
        Map<Situation, Access> decided = new HashMap<>();
        for (Point point : points) {
            IndexRow row = today.row(point);
            Agent owner = row == null ? null : row.owner();
            List<Grant> about = AccessRules.about(today.of(point), grantsFrom(point));
            Situation situation = Situation.of(owner, about);
            Access access = decided.get(situation);
            if (access == null) {
                access = new AccessRules(owner, about, today::of).access(agent);
                decided.put(situation, access);
            }
            result.put(point, access);
        }
        return result;
    }

    /**
     * What an agent may do with the children of a point, one of which {@link #access} was asked about.
     *
     * @return null when a particle is not there that it rests on: one that comes to be brings rules along, of which nobody
     *     is told
     */
    public @Nullable InheritedAccess inherited(Agent agent, Point parent) {
        List<Grant> grants = grantsFrom(parent);
        Map<Point, PointHierarchy> agents = new HashMap<>();
        for (Point concerned : concerned(agent, List.of(), List.of(grants))) {
            agents.put(concerned, today.of(concerned));
        }
        boolean isKnown = isKnown(today.of(parent)) && agents.values().stream().allMatch(AccessReader::isKnown);
        return isKnown && isThere(agent) ? new InheritedRules(agent, today.of(parent), grants, agents) : null;
    }

    private static boolean isKnown(PointHierarchy hierarchy) {
        return !hierarchy.kinds().contains(null);
    }

    private boolean isThere(Agent agent) {
        if (!(agent instanceof Agent.Particle self)) {
            return true;
        }
        IndexRow row = today.row(self.point());
        return row != null && row.status() != Status.DELETED;
    }

    private Map<Point, List<Grant>> grants(Collection<Point> points) throws SQLException {
        Set<Point> anchors = new HashSet<>();
        for (Point point : points) {
            for (int length = point.depth(); anchors.add(point.prefix(length)) && length > 0; length--) {}
        }
        Map<Point, List<Grant>> grants = new HashMap<>();
        for (Index.Anchored found : index.grants(anchors)) {
            grants.computeIfAbsent(found.anchor(), anchor -> new ArrayList<>()).add(found.grant());
        }
        return grants;
    }

    /** The grants that are kept at a point and above it. */
    private List<Grant> grantsFrom(Point point) {
        List<Grant> found = new ArrayList<>();
        for (int length = 0; length <= point.depth(); length++) {
            found.addAll(anchored.getOrDefault(point.prefix(length), List.of()));
        }
        return found;
    }

    private static Set<Point> concerned(Agent agent, Collection<Point> points, Collection<List<Grant>> grants) {
        Set<Point> concerned = new HashSet<>(points);
        if (agent instanceof Agent.Particle particle) {
            concerned.add(particle.point());
        }
        for (List<Grant> anchored : grants) {
            for (Grant grant : anchored) {
                if (grant.by() instanceof Agent.Particle author) {
                    concerned.add(author.point());
                }
            }
        }
        return concerned;
    }

    /** Those of some grants that are for an agent. */
    public List<Grant> aimedAt(Agent agent, List<Grant> grants) throws SQLException {
        today.look(concerned(agent, List.of(), List.of()));
        return grants.stream()
                .filter(grant -> AccessRules.isAimed(grant, agent, today::of))
                .toList();
    }
}
