package io.hyperspace.star;

import io.hyperspace.space.particle.Incarnation;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The failures of one driver's particles, each counted by itself.
 *
 * <p>Invariant: the particles stand in the order of their last failures, so those that have not failed for so long that
 * nothing counts any more are the first, and are forgotten when the next one fails or when it is looked for them.
 */
final class FailureBudgets {

    private final int limit;
    private final Duration time;
    private final Map<Incarnation, FailureBudget> budgets = new LinkedHashMap<>();

    FailureBudgets(int limit, Duration time) {
        this.limit = limit;
        this.time = time;
    }

    /** Counts a failure; when it was one too many all of this particle's are forgotten. */
    FailureBudget.Failed failedAt(Incarnation incarnation, long now) {
        forgetAt(now);
        FailureBudget known = budgets.remove(incarnation);
        FailureBudget budget = known == null ? new FailureBudget(limit, time) : known;
        FailureBudget.Failed failed = budget.failedAt(now);
        if (failed != FailureBudget.Failed.TOO_OFTEN) {
            budgets.put(incarnation, budget);
        }
        return failed;
    }

    /** Forgets the particles of which no failure counts any more. */
    void forgetAt(long now) {
        Iterator<FailureBudget> oldest = budgets.values().iterator();
        while (oldest.hasNext() && oldest.next().isOverAt(now)) {
            oldest.remove();
        }
    }

    /** How many particles have failures that may count. */
    int size() {
        return budgets.size();
    }
}
