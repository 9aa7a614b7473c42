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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an agent may do with one point.
 *
 * <p>Invariant: a grant counts only while its author may give it, on the point in question: super for {@code super}, all
 * six permissions for masks and privileges. What counts is the least fixed point from the hyperuser and the owner, so
 * grants that only lean on each other count for nothing.
 *
 * <p>An AND mask may take from an author what another grant rests on, also in a ring: two who each take away the other's
 * right to take away. There is no single answer then, and the safe one is chosen: what gives counts only if it counts in
 * every reading, an AND mask counts if it does in any. This is the alternating fixed point of the well-founded semantics
 * (Van Gelder, 1989): {@link #counting} of too many AND masks gives too few grants, of too few too many, and the two close
 * in on each other. Each pass adds a grant or is the last, so there are at most as many passes as grants, and as many
 * rounds as AND masks.
 */
public final class AccessRules {

    private final @Nullable Agent owner;
    private final Function<Point, PointHierarchy> hierarchies;
    private final Map<Agent, Set<Grant>> aimedAt = new HashMap<>();
    private final List<Grant> about;
    private final List<Grant> masks;
    /** Grants that count in every reading. */
    private final Set<Grant> surely;
    /** AND masks that count in some reading. */
    private final Set<Grant> taking;

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
        this(owner, about(subject, grants), hierarchies);
    }

    /** @param about the grants about the point, all others left out */
    AccessRules(@Nullable Agent owner, List<Grant> about, Function<Point, PointHierarchy> hierarchies) {
        this.owner = owner;
        this.hierarchies = hierarchies;
        this.about = about;
        this.masks = about.stream()
                .filter(grant -> grant.rule() instanceof Grant.AndMask)
                .sorted(Comparator.comparing(Grant::id))
                .toList();
        Set<Grant> upper = new HashSet<>(masks);
        Set<Grant> lower = counting(upper);
        while (true) {
            Set<Grant> fewer = masksOf(counting(masksOf(lower)));
            if (fewer.equals(upper)) {
                break;
            }
            upper = fewer;
            lower = counting(upper);
        }
        this.surely = lower;
        this.taking = upper;
    }

    /** Those of some grants that are about a point. */
    static List<Grant> about(PointHierarchy subject, List<Grant> grants) {
        return grants.stream().filter(grant -> grant.on().matches(subject)).toList();
    }

    private Set<Grant> masksOf(Set<Grant> grants) {
        Set<Grant> found = new HashSet<>(masks);
        found.retainAll(grants);
        return found;
    }

    /** The least set of grants whose authors may give them, while these AND masks take away. */
    private Set<Grant> counting(Set<Grant> taken) {
        Set<Grant> counting = new HashSet<>();
        List<Grant> dormant = new ArrayList<>(about);
        boolean grew = true;
        while (grew) {
            List<Grant> woken = dormant.stream()
                    .filter(grant -> mayGive(grant, access(grant.by(), counting, taken)))
                    .toList();
            dormant.removeAll(woken);
            counting.addAll(woken);
            grew = !woken.isEmpty();
        }
        return counting;
    }

    private static boolean mayGive(Grant grant, Access access) {
        return grant.rule() instanceof Grant.Super
                ? access.isSuper()
                : access.permissions().equals(Permissions.ALL);
    }

    public Access access(Agent agent) {
        return access(agent, surely, taking);
    }

    /** The grants about the point that count and are for this agent, oldest first. */
    public List<Grant> counting(Agent agent) {
        return about.stream()
                .filter(grant ->
                        grant.rule() instanceof Grant.AndMask ? taking.contains(grant) : surely.contains(grant))
                .filter(grant -> isFor(grant, agent))
                .sorted(Comparator.comparing(Grant::id))
                .toList();
    }

    private Access access(Agent agent, Set<Grant> counting, Set<Grant> taken) {
        boolean owns = agent.equals(owner);
        boolean isSuper = agent.equals(Agent.HYPERUSER);
        Permissions given = Permissions.NONE;
        Permissions left = Permissions.ALL;
        Set<String> privileges = new HashSet<>();
        for (Grant grant : about) {
            Grant.Rule rule = grant.rule();
            boolean counts = rule instanceof Grant.AndMask ? taken.contains(grant) : counting.contains(grant);
            if (!counts || !isFor(grant, agent)) {
                continue;
            }
            isSuper |= rule instanceof Grant.Super;
            if (rule instanceof Grant.OrMask mask) {
                given = given.or(mask.permissions());
            } else if (rule instanceof Grant.AndMask mask) {
                left = left.and(mask.permissions());
            } else if (rule instanceof Grant.Privilege privilege) {
                privileges.add(privilege.name());
            }
        }
        Access.Level level = Access.Level.of(isSuper, owns);
        boolean all = level != Access.Level.ENUMERATED;
        return new Access(level, all ? Permissions.ALL : given.and(left), privileges);
    }

    private boolean isFor(Grant grant, Agent agent) {
        return aimedAt.computeIfAbsent(agent, this::aimed).contains(grant);
    }

    private Set<Grant> aimed(Agent agent) {
        Set<Grant> aimed = new HashSet<>();
        for (Grant grant : about) {
            if (isAimed(grant, agent, hierarchies)) {
                aimed.add(grant);
            }
        }
        return aimed;
    }

    /** Whether a grant is for an agent. */
    static boolean isAimed(Grant grant, Agent agent, Function<Point, PointHierarchy> hierarchies) {
        return isEveryone(grant.to())
                || (agent instanceof Agent.Particle particle
                        && grant.to().matches(hierarchies.apply(particle.point())));
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
