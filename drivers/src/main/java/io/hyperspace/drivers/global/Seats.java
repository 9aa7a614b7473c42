package io.hyperspace.drivers.global;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.security.Agent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may run a command now. Nobody has more than a share, so that nobody keeps all others out; and whoever looks after the
 * Hyperverse has as many seats again, which no one else takes.
 */
final class Seats {

    private final int limit;
    private final int share;
    private final Map<Agent, Integer> taken = new HashMap<>();
    private int all;
    private int hyperusers;

    /**
     * @param limit how many commands run at once, and as many of the hyperuser
     * @param share how many of them of one agent
     */
    Seats(int limit, int share) {
        this.limit = limit;
        this.share = share;
    }

    /** Takes a seat; gives why there is none, or null. */
    synchronized @Nullable Fault take(Agent agent) {
        if (agent.equals(Agent.HYPERUSER)) {
            return hyperusers < limit ? taken() : Faults.tooMany("the executor", limit);
        }
        if (all >= limit) {
            return Faults.tooMany("the executor", limit);
        }
        if (taken.getOrDefault(agent, 0) >= share) {
            return Faults.tooMany("the executor for '" + agent + "'", share);
        }
        all++;
        taken.merge(agent, 1, Integer::sum);
        return null;
    }

    private @Nullable Fault taken() {
        hyperusers++;
        return null;
    }

    /** Gives a seat back that was taken. */
    synchronized void free(Agent agent) {
        if (agent.equals(Agent.HYPERUSER)) {
            hyperusers--;
        } else {
            taken.computeIfPresent(agent, (any, count) -> count == 1 ? null : count - 1);
            all--;
        }
    }
}
