package io.hyperspace.registry.security;

import io.hyperspace.provision.InheritedAccess;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.selector.PointHierarchy;
import io.hyperspace.space.selector.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules for the children of a point that have no grants of their own: the grants from ROOT down to the point, and all
 * agents that they may be about. It needs no database any more. Any thread may ask.
 */
final class InheritedRules implements InheritedAccess {

    /** So many decisions are remembered: children that the same grants are about and that have the same owner share one. */
    private static final int REMEMBERED = 16;

    private final Agent agent;
    private final PointHierarchy parent;
    /** Those that may be about a child. */
    private final List<Grant> grants;
    /** Whether it depends on the child which of them are. */
    private final boolean isSelective;

    private final Map<Point, PointHierarchy> agents;
    private final Map<Situation, Access> decided = new ConcurrentHashMap<>(2);

    /**
     * @param grants those at the parent and above it
     * @param agents the agent and all authors, as far as they are particles
     */
    InheritedRules(Agent agent, PointHierarchy parent, List<Grant> grants, Map<Point, PointHierarchy> agents) {
        this.agent = agent;
        this.parent = parent;
        this.grants = grants.stream()
                .filter(grant -> grant.on().children(parent) != Selector.Children.NONE)
                .toList();
        this.isSelective =
                this.grants.stream().anyMatch(grant -> grant.on().children(parent) == Selector.Children.SOME);
        this.agents = Map.copyOf(agents);
    }

    @Override
    public Access of(ParticleRecord child) {
        List<Grant> about = isSelective ? AccessRules.about(below(child), grants) : grants;
        Situation situation = Situation.of(child.owner(), about);
        Access known = decided.get(situation);
        if (known == null) {
            known = new AccessRules(child.owner(), about, this::hierarchy).access(agent);
            if (decided.size() < REMEMBERED) {
                decided.put(situation, known);
            }
        }
        return known;
    }

    private PointHierarchy below(ParticleRecord child) {
        List<@Nullable Kind> kinds = new ArrayList<>(parent.kinds().size() + 1);
        kinds.addAll(parent.kinds());
        kinds.add(child.kind());
        return new PointHierarchy(child.point(), kinds);
    }

    private PointHierarchy hierarchy(Point point) {
        return Objects.requireNonNull(agents.get(point), "all agents were read");
    }

    @Override
    public int size() {
        return grants.size() + agents.size() + REMEMBERED;
    }
}
