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
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an agent may do with one point, written from the words of the design and of the Registry's page on access alone,
 * to be compared with {@link AccessRules}. Slow, and in the order of the sentences that are quoted.
 */
final class AccessOracle {

    private final @Nullable Agent owner;
    private final Function<Point, PointHierarchy> hierarchies;

    /** The grants that are about the point, whether or not they count. */
    private final List<Grant> about = new ArrayList<>();

    /** Those of them that are for an agent; kept only so that a hundred thousand worlds end today. */
    private final Map<Agent, List<Grant>> forAgent = new HashMap<>();

    /** "The reading with the most masks". */
    private final Set<Grant> masks;

    /** What counts in that reading. */
    private final Set<Grant> counting;

    private final Set<Grant> fewestMasks;
    private final Set<Grant> countingWithFewest;

    AccessOracle(
            PointHierarchy subject,
            @Nullable Agent owner,
            List<Grant> grants,
            Function<Point, PointHierarchy> hierarchies) {
        this.owner = owner;
        this.hierarchies = hierarchies;
        for (Grant grant : grants) {
            if (SelectorOracle.picks(grant.on(), subject)) {
                about.add(grant);
            }
        }
        this.masks = mostMasks();
        this.counting = counting(masks);
        this.fewestMasks = masksIn(counting);
        this.countingWithFewest = counting(fewestMasks);
    }

    /** "What gives counts only if it counts in every reading, an AND mask counts if it does in any." */
    Access access(Agent agent) {
        return access(agent, counting, masks);
    }

    /** What the agent would have if doubt were decided the other way: the fewest masks, and all that may give. */
    Access accessWithFewestMasks(Agent agent) {
        return access(agent, countingWithFewest, fewestMasks);
    }

    /** What the agent would have if the masks that count took nothing from it. */
    Access accessWithoutMasks(Agent agent) {
        return access(agent, counting, Set.of());
    }

    /** Whether some grant is about the point and does not count. */
    boolean hasDormantGrant() {
        return about.stream().anyMatch(grant -> !counting.contains(grant) && !masks.contains(grant));
    }

    /** Whether it is in doubt if some masks count, and each of them is for others than its author. */
    boolean hasMaskRingOfSeveral() {
        return !fewestMasks.equals(masks)
                && masks.stream().allMatch(mask -> fewestMasks.contains(mask) || !isFor(mask.to(), mask.by()));
    }

    List<Grant> about() {
        return about;
    }

    Set<Grant> countingMasks() {
        return masks;
    }

    Set<Grant> countingGifts() {
        return giftsIn(counting);
    }

    private Access access(Agent agent, Set<Grant> counting, Set<Grant> masks) {
        Access.Level level = Access.Level.of(isSuper(agent, counting), isOwner(agent));
        return new Access(level, permissions(agent, counting, masks), privileges(agent, counting));
    }

    /** "The limit of M := all, then M := the masks in C(the masks in C(M))". */
    private Set<Grant> mostMasks() {
        Set<Grant> all = masksIn(about);
        Set<Grant> next = masksTwiceOn(all);
        while (!next.equals(all)) {
            all = next;
            next = masksTwiceOn(all);
        }
        return all;
    }

    /** "The masks in C(the masks in C(M))". What comes back as it went in is a reading. */
    Set<Grant> masksTwiceOn(Set<Grant> taken) {
        return masksOnceOn(masksOnceOn(taken));
    }

    /** "The masks in C(M)". */
    Set<Grant> masksOnceOn(Set<Grant> taken) {
        return masksIn(counting(taken));
    }

    /** What gives, in C(M). */
    Set<Grant> giftsOn(Set<Grant> taken) {
        return giftsIn(counting(taken));
    }

    /**
     * C(M): "with a set M of AND masks taken for granted, the grants that count", "the least fixed point from hyperuser
     * and owners, so a ring of grants lends nothing". It starts with nothing and adds what may be added.
     */
    private Set<Grant> counting(Set<Grant> masks) {
        Set<Grant> counting = none();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Grant grant : about) {
                grown |= mayGive(grant.by(), grant.rule(), counting, masks) && counting.add(grant);
            }
        }
        return counting;
    }

    /** "Who has super for super, all six permissions for masks and privileges", "on the point in question". */
    private boolean mayGive(Agent author, Grant.Rule rule, Set<Grant> counting, Set<Grant> masks) {
        return rule instanceof Grant.Super
                ? isSuper(author, counting)
                : permissions(author, counting, masks).equals(Permissions.ALL);
    }

    /** "Hyperuser has super"; others have it from a grant that counts. */
    private boolean isSuper(Agent agent, Set<Grant> counting) {
        return agent.equals(Agent.HYPERUSER)
                || grantsFor(agent).stream()
                        .anyMatch(grant -> grant.rule() instanceof Grant.Super && counting.contains(grant));
    }

    /** "An owner has all on what it owns, that point only, not its descendants." */
    private boolean isOwner(Agent agent) {
        return agent.equals(owner);
    }

    /** "OR masks … add up, then AND masks take away"; "AND masks do not bind super or owner". */
    private Permissions permissions(Agent agent, Set<Grant> counting, Set<Grant> masks) {
        if (isSuper(agent, counting) || isOwner(agent)) {
            return Permissions.ALL;
        }
        // "Nothing granted: nothing allowed."
        Permissions permissions = Permissions.NONE;
        for (Grant grant : grantsFor(agent)) {
            if (counting.contains(grant) && grant.rule() instanceof Grant.OrMask mask) {
                permissions = permissions.or(mask.permissions());
            }
        }
        for (Grant grant : grantsFor(agent)) {
            if (masks.contains(grant) && grant.rule() instanceof Grant.AndMask mask) {
                permissions = permissions.and(mask.permissions());
            }
        }
        return permissions;
    }

    /** "Privileges are named and add up." */
    private Set<String> privileges(Agent agent, Set<Grant> counting) {
        Set<String> names = new HashSet<>();
        for (Grant grant : grantsFor(agent)) {
            if (counting.contains(grant) && grant.rule() instanceof Grant.Privilege privilege) {
                names.add(privilege.name());
            }
        }
        return names;
    }

    private List<Grant> grantsFor(Agent agent) {
        return forAgent.computeIfAbsent(
                agent,
                one -> about.stream().filter(grant -> isFor(grant.to(), one)).toList());
    }

    /** "In to, a lone * means every agent, anonymous included"; all else is about particles. */
    private boolean isFor(Selector to, Agent agent) {
        if (isLoneStar(to)) {
            return true;
        }
        return agent instanceof Agent.Particle particle
                && SelectorOracle.picks(to, hierarchies.apply(particle.point()));
    }

    private static boolean isLoneStar(Selector to) {
        Hop star = new Hop(new Hop.AnyOne(), null, false);
        return !to.fromRoot() && to.hops().equals(List.of(star));
    }

    private static Set<Grant> masksIn(Collection<Grant> grants) {
        Set<Grant> masks = none();
        masks.addAll(grants);
        masks.removeIf(grant -> !(grant.rule() instanceof Grant.AndMask));
        return masks;
    }

    private static Set<Grant> giftsIn(Collection<Grant> grants) {
        Set<Grant> gifts = none();
        gifts.addAll(grants);
        gifts.removeIf(grant -> grant.rule() instanceof Grant.AndMask);
        return gifts;
    }

    /** A set that tells grants apart by which they are; it is faster, for each of them is there once. */
    private static Set<Grant> none() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
