package io.hyperspace.traversal;

import io.hyperspace.provision.Decision;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.bind.RouteMatch;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.wave.Directed;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a wave may enter a particle, by what holds at the moment it is asked.
 *
 * <p>Invariants: a wave enters only while this Machine holds its lease, the particle's {@link Basis} is current and so is
 * the decision on access; so a wave that is judged after a change was answered is judged by the new rule. Nobody is refused
 * for want of a right by a decision that was read before the wave came.
 */
final class Judge {

    /** What is to be done with a wave. */
    sealed interface Verdict {}

    /** It enters. */
    record Enter(RouteMatch match) implements Verdict {}

    /** It is reflected. */
    record Refuse(Fault fault) implements Verdict {}

    /** What to do with it the rules must say, read after it came. */
    enum Ask implements Verdict {
        NOW
    }

    /** The particle does not run on what the Registry has; gravity is to see to that first. */
    enum Bounce implements Verdict {
        NOW
    }

    private final RegistryView view;
    private final Point point;
    private final Field field;
    private Basis basis;
    /** The decision that was used last; most waves of a particle are often of one agent. */
    private @Nullable Decision last;

    Judge(RegistryView view, Field field, Basis basis) {
        this.view = view;
        this.point = basis.record().record().point();
        this.field = field;
        this.basis = basis;
    }

    /** Goes on with a basis that says the same and was copied later. */
    void renew(Basis later) {
        basis = later;
    }

    /** By the decision that this Machine holds, if it holds one. */
    Verdict judge(Directed wave, long now) {
        Verdict before = beforeAccess(wave, now);
        if (before != null) {
            return before;
        }
        Access access = access(wave.agent());
        Verdict verdict = access == null ? Ask.NOW : byAccess(wave, access);
        return verdict instanceof Refuse refuse && refuse.fault().status() == 403 ? Ask.NOW : verdict;
    }

    private @Nullable Access access(Agent agent) {
        if (agent instanceof Agent.Hyperuser) {
            return Access.SUPER;
        }
        if (last == null || !last.agent().equals(agent) || !view.isCurrent(last)) {
            last = view.cachedDecision(agent, point);
        }
        if (last == null) {
            last = view.inherited(agent, basis.record());
        }
        return last == null ? null : last.access();
    }

    /** By a decision that was read after the wave came. */
    Verdict judge(Directed wave, long now, Decision decision) {
        Verdict before = beforeAccess(wave, now);
        if (before != null) {
            return before;
        }
        Verdict verdict = byAccess(wave, decision.access());
        if (verdict instanceof Enter && !view.isCurrent(decision)) {
            return Ask.NOW;
        }
        if (verdict instanceof Enter && !decision.equals(last)) {
            last = decision;
            view.keep(decision);
        }
        return verdict;
    }

    private @Nullable Verdict beforeAccess(Directed wave, long now) {
        Fault refusal = field.refusal(wave, now);
        if (refusal == null && !view.holdsLease()) {
            refusal = Faults.leaseOver();
        }
        if (refusal != null) {
            return new Refuse(refusal);
        }
        return isCurrent() ? null : Bounce.NOW;
    }

    private boolean isCurrent() {
        if (basis.isCurrent(view)) {
            return true;
        }
        Basis renewed = basis.renewed(view);
        if (renewed == null) {
            return false;
        }
        basis = renewed;
        return true;
    }

    private Verdict byAccess(Directed wave, Access access) {
        Fault forbidden = field.forbids(wave, access);
        if (forbidden != null) {
            return new Refuse(forbidden);
        }
        try {
            return new Enter(field.route(wave, access));
        } catch (HyperspaceException e) {
            return new Refuse(e.fault());
        }
    }
}
