package io.hyperspace.star;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts the failures of one particle within a time that slides. */
final class FailureBudget {

    /** What a failure is among those of its particle that count. */
    enum Failed {
        FIRST,
        AGAIN,
        TOO_OFTEN
    }

    private final int limit;
    private final long nanos;
    private final Deque<Long> failures = new ArrayDeque<>();

    FailureBudget(int limit, Duration time) {
        this.limit = limit;
        this.nanos = time.toNanos();
    }

    /** Counts a failure. */
    Failed failedAt(long now) {
        failures.addLast(now);
        while (now - failures.getFirst() > nanos) {
            failures.removeFirst();
        }
        if (failures.size() > limit) {
            return Failed.TOO_OFTEN;
        }
        return failures.size() == 1 ? Failed.FIRST : Failed.AGAIN;
    }

    /** Whether no failure counts any more. */
    boolean isOverAt(long now) {
        return now - failures.getLast() > nanos;
    }
}
