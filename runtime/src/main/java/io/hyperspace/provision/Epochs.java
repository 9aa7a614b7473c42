package io.hyperspace.provision;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.Route;
import io.hyperspace.space.security.Agent;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts changes, striped: things whose hashes end alike are counted together, so a change of one makes the others
 * doubtful, never wrong. What is kept elsewhere is stamped with an epoch from here; no counter is ever dropped.
 *
 * <p>Invariant: counters only grow, so the sum of some is the same at two moments only if none of them moved between.
 * That is why one number stamps what rests on several counters.
 */
final class Epochs {

    private static final int STRIPES = 1024;

    private final Lease lease;
    private final AtomicLong everything = new AtomicLong();
    private final AtomicLong atRoot = new AtomicLong();
    private final AtomicLongArray records = new AtomicLongArray(STRIPES);
    private final AtomicLongArray spaces = new AtomicLongArray(STRIPES);
    private final AtomicLongArray agents = new AtomicLongArray(STRIPES);

    /** @param lease what was copied before it ran out is doubtful once it is held again */
    Epochs(Lease lease) {
        this.lease = lease;
    }

    /** Of all that a Machine copies. */
    long ofEverything() {
        return everything.get() + lease.lapses();
    }

    long ofRecord(Point point) {
        return ofEverything() + records.get(stripe(point.hashCode()));
    }

    long ofDecision(Agent agent, Point point) {
        long about = ofEverything() + atRoot.get() + spaces.get(space(point));
        return agent instanceof Agent.Particle particle
                ? about + agents.get(stripe(particle.point().hashCode()))
                : about;
    }

    void everythingChanged() {
        everything.incrementAndGet();
    }

    void recordChanged(Point point) {
        records.incrementAndGet(stripe(point.hashCode()));
    }

    void accessChanged(Point anchor) {
        if (anchor.isRoot()) {
            atRoot.incrementAndGet();
        } else {
            spaces.incrementAndGet(space(anchor));
        }
    }

    void agentChanged(Point agent) {
        agents.incrementAndGet(stripe(agent.hashCode()));
    }

    private static int stripe(int hash) {
        return (hash ^ (hash >>> 16)) & (STRIPES - 1);
    }

    /** The stripe of a point's first segment, which all that lies below it shares; other routes share one each. */
    private static int space(Point point) {
        if (!(point.route() instanceof Route.Here)) {
            return stripe(point.route().hashCode());
        }
        String text = point.toString();
        int hash = 0;
        for (int i = 0; i < text.length() && text.charAt(i) != ':'; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return stripe(hash);
    }
}
