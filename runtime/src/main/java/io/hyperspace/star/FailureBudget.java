package io.hyperspace.star;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts the failures of one particle within a time that slides. */
final class FailureBudget {

    private final int limit;
    private final long nanos;
    private final Deque<Long> failures = new ArrayDeque<>();

    FailureBudget(int limit, Duration time) {
        this.limit = limit;
        this.nanos = time.toNanos();
    }

    /** Counts a failure; true when it was one too many. */
    boolean failedAt(long now) {
        failures.addLast(now);
        while (now - failures.getFirst() > nanos) {
            failures.removeFirst();
        }
        return failures.size() > limit;
    }

    /** Whether no failure counts any more. */
    boolean isOverAt(long now) {
        return now - failures.getLast() > nanos;
    }
}
