package io.hyperspace.drivers.memory;

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

/** Grants of the hyperuser and what follows from them: OR masks that add up, owners, and the hyperuser. */
final class InMemoryGrants {

    private final List<Grant> grants = new ArrayList<>();

    void add(Grant grant) {
        grants.add(grant);
    }

    Access access(
            Agent agent, @Nullable Agent owner, PointHierarchy target, Function<Point, PointHierarchy> hierarchies) {
        if (agent instanceof Agent.Hyperuser) {
            return Access.SUPER;
        }
        if (agent.equals(owner)) {
            return Access.OWNER;
        }
        Permissions permissions = Permissions.NONE;
        for (Grant grant : grants) {
            if (grant.rule() instanceof Grant.OrMask mask
                    && grant.on().matches(target)
                    && isFor(grant.to(), agent, hierarchies)) {
                permissions = permissions.or(mask.permissions());
            }
        }
        return new Access(Access.Level.ENUMERATED, permissions, Set.of());
    }

    private static boolean isFor(Selector to, Agent agent, Function<Point, PointHierarchy> hierarchies) {
        boolean everyone = to.hops().size() == 1
                && to.hops().get(0).segment() instanceof Hop.AnyOne
                && to.hops().get(0).kind() == null;
        return everyone
                || (agent instanceof Agent.Particle particle && to.matches(hierarchies.apply(particle.point())));
    }
}
