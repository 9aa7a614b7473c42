package io.hyperspace.registry.security;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.security.Permissions;
import io.hyperspace.space.selector.Hop;
import io.hyperspace.space.selector.PointHierarchy;
import io.hyperspace.space.selector.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an agent may do with one point.
 *
 * <p>Invariant: a grant counts only while its author may give it, on the point in question. Which grants count is the
 * least fixed point that starts from the hyperuser and the owner, so grants that only lean on each other count for
 * nothing. Each round adds at least one grant or is the last; there are at most as many rounds as grants.
 */
public final class AccessRules {

    private final @Nullable Agent owner;
    private final Function<Point, PointHierarchy> hierarchies;
    private final List<Grant> counting;

    /**
     * @param subject the point in question
     * @param owner who owns it; null when there is no particle
     * @param grants those that may be about it
     * @param hierarchies the points with their kinds of all agents that are asked about
     */
    public AccessRules(
            PointHierarchy subject,
            @Nullable Agent owner,
            List<Grant> grants,
            Function<Point, PointHierarchy> hierarchies) {
        this.owner = owner;
        this.hierarchies = hierarchies;
        this.counting = counting(
                grants.stream().filter(grant -> grant.on().matches(subject)).toList());
    }

    private List<Grant> counting(List<Grant> about) {
        List<Grant> counting = new ArrayList<>();
        List<Grant> dormant = new ArrayList<>(about);
        boolean grew = true;
        while (grew) {
            List<Grant> woken =
                    dormant.stream().filter(grant -> mayGive(grant, counting)).toList();
            dormant.removeAll(woken);
            counting.addAll(woken);
            grew = !woken.isEmpty();
        }
        return counting;
    }

    /** A mask is given by those with super or full access. */
    private boolean mayGive(Grant grant, List<Grant> counting) {
        return access(grant.by(), counting).permissions().equals(Permissions.ALL);
    }

    public Access access(Agent agent) {
        return access(agent, counting);
    }

    private Access access(Agent agent, List<Grant> counting) {
        if (agent.equals(Agent.HYPERUSER)) {
            return Access.SUPER;
        }
        if (agent.equals(owner)) {
            return Access.OWNER;
        }
        Permissions permissions = Permissions.NONE;
        for (Grant grant : counting) {
            if (grant.rule() instanceof Grant.OrMask mask && isFor(grant.to(), agent)) {
                permissions = permissions.or(mask.permissions());
            }
        }
        return new Access(Access.Level.ENUMERATED, permissions, Set.of());
    }

    private boolean isFor(Selector to, Agent agent) {
        if (isEveryone(to)) {
            return true;
        }
        return agent instanceof Agent.Particle particle && to.matches(hierarchies.apply(particle.point()));
    }

    /** A lone {@code *} is every agent, also one that is no particle. */
    private static boolean isEveryone(Selector to) {
        if (to.fromRoot() || to.hops().size() != 1) {
            return false;
        }
        Hop only = to.hops().get(0);
        return only.segment() instanceof Hop.AnyOne && only.kind() == null && !only.inclusive();
    }
}
