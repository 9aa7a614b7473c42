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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Grants, each taken as if the hyperuser had made it, and what follows from them and from who owns what. */
final class InMemoryGrants {

    private final List<Grant> grants = new ArrayList<>();

    void add(Grant grant) {
        grants.add(grant);
    }

    void remove(Grant grant) {
        grants.remove(grant);
    }

    List<Grant> all() {
        return List.copyOf(grants);
    }

    Access access(
            Agent agent, @Nullable Agent owner, PointHierarchy target, Function<Point, PointHierarchy> hierarchies) {
        if (agent instanceof Agent.Hyperuser) {
            return Access.SUPER;
        }
        boolean isSuper = false;
        Permissions given = Permissions.NONE;
        Permissions left = Permissions.ALL;
        Set<String> privileges = new HashSet<>();
        for (Grant grant : grants) {
            if (!grant.on().matches(target) || !isFor(grant.to(), agent, hierarchies)) {
                continue;
            }
            isSuper |= grant.rule() instanceof Grant.Super;
            if (grant.rule() instanceof Grant.OrMask mask) {
                given = given.or(mask.permissions());
            } else if (grant.rule() instanceof Grant.AndMask mask) {
                left = left.and(mask.permissions());
            } else if (grant.rule() instanceof Grant.Privilege privilege) {
                privileges.add(privilege.name());
            }
        }
        Access.Level level = Access.Level.of(isSuper, agent.equals(owner));
        boolean all = level != Access.Level.ENUMERATED;
        return new Access(level, all ? Permissions.ALL : given.and(left), privileges);
    }

    static boolean isFor(Selector to, Agent agent, Function<Point, PointHierarchy> hierarchies) {
        boolean everyone = to.hops().size() == 1
                && to.hops().get(0).segment() instanceof Hop.AnyOne
                && to.hops().get(0).kind() == null;
        return everyone
                || (agent instanceof Agent.Particle particle && to.matches(hierarchies.apply(particle.point())));
    }
}
