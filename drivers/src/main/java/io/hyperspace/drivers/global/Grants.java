package io.hyperspace.drivers.global;

import io.hyperspace.driver.Waves;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.security.Permissions;
import io.hyperspace.space.selector.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Rules of security, for those who may deal in them: who may give a rule may end it and see it, and so may its author;
 * everyone may ask what they themselves may do.
 */
final class Grants {

    private final Registry registry;
    private final Waves waves;
    private final int limit;

    /** @param limit how many grants a list holds at most */
    Grants(Registry registry, Waves waves, int limit) {
        this.registry = registry;
        this.waves = waves;
        this.limit = limit;
    }

    /** Passes when an agent may give a rule about the anchor of what a selector picks. */
    CompletionStage<Access> requireGiving(Agent agent, Grant.Rule rule, Selector on) {
        Point anchor = on.exactPrefix();
        return waves.access(agent, anchor).thenApply(access -> {
            if (!mayGive(access, rule)) {
                throw refused(rule, anchor).toException();
            }
            return access;
        });
    }

    private static boolean mayGive(Access access, Grant.Rule rule) {
        return rule instanceof Grant.Super
                ? access.isSuper()
                : access.permissions().equals(Permissions.ALL);
    }

    private static Fault refused(Grant.Rule rule, Point anchor) {
        return rule instanceof Grant.Super
                ? Fault.of(403, "E0311", "only who has super on '" + anchor + "' may grant super on it or end it")
                : Fault.of(403, "E0310", "only who may do everything with '" + anchor + "' may grant on it or end it");
    }

    /** Ends a grant: its author may, and who may give it. */
    CompletionStage<Grant> revoke(Agent agent, Ulid id) {
        return registry.grantEver(id).thenCompose(grant -> {
            CompletionStage<?> allowed = agent.equals(grant.by())
                    ? CompletableFuture.completedFuture(grant)
                    : requireGiving(agent, grant.rule(), grant.on());
            return allowed.thenCompose(yes -> registry.revoke(id));
        });
    }

    /** What an agent may do: every agent may ask that of itself, of others who has everything on the point. */
    CompletionStage<Access> access(Agent asking, Agent agent, Point point) {
        CompletionStage<?> allowed = asking.equals(agent)
                ? CompletableFuture.completedFuture(agent)
                : waves.access(asking, point).thenApply(access -> {
                    if (!access.permissions().equals(Permissions.ALL)) {
                        throw Fault.of(
                                        403,
                                        "E0312",
                                        "only who may do everything with '" + point
                                                + "' may ask what others may do there")
                                .toException();
                    }
                    return access;
                });
        return allowed.thenCompose(yes -> registry.access(agent, point));
    }

    /** The grants near what a selector picks that the one who asks may see; 422 past the limit. */
    CompletionStage<List<Grant>> list(Agent asking, @Nullable Agent to, Selector on) {
        return registry.grants(on, to, limit + 1).thenCompose(grants -> {
            if (grants.size() > limit) {
                throw Fault.of(
                                422,
                                "E0711",
                                "there are more than " + limit + " grants near that",
                                "narrow the selector")
                        .toException();
            }
            CompletionStage<List<Grant>> seen = CompletableFuture.completedFuture(new ArrayList<>());
            for (Grant grant : grants) {
                seen = seen.thenCombine(maySee(asking, grant), (list, may) -> {
                    if (may) {
                        list.add(grant);
                    }
                    return list;
                });
            }
            return seen;
        });
    }

    private CompletionStage<Boolean> maySee(Agent asking, Grant grant) {
        if (asking.equals(grant.by())) {
            return CompletableFuture.completedFuture(true);
        }
        return waves.access(asking, grant.on().exactPrefix()).thenApply(access -> mayGive(access, grant.rule()));
    }
}
