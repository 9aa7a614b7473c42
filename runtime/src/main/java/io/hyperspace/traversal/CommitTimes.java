package io.hyperspace.traversal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Ends the commits of one particle that take too long. Almost none does, so there is not a timer for each: one look at the
 * oldest is due while there are any.
 *
 * <p>Invariants: a commit that has not ended after the limit ends with a {@link TimeoutException}; of those that have ended only such are kept as came after one that has not, or after the last look.
 */
final class CommitTimes {

    private final long limit;
    private final Queue<Commit> commits = new ArrayDeque<>(2);
    private boolean isLooking;

    private record Commit(CompletableFuture<?> done, long until) {}

    CommitTimes(Duration limit) {
        this.limit = limit.toNanos();
    }

    /** From now on the commit ends in time. */
    synchronized void begin(CompletableFuture<?> done) {
        dropEnded();
        commits.add(new Commit(done, System.nanoTime() + limit));
        if (!isLooking) {
            isLooking = true;
            after(limit).execute(this::look);
        }
    }

    private static Executor after(long nanos) {
        return CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS);
    }

    private void dropEnded() {
        for (Commit oldest = commits.peek(); oldest != null && oldest.done().isDone(); oldest = commits.peek()) {
            commits.remove();
        }
    }

    private void look() {
        Commit late = late();
        while (late != null) {
            late.done().completeExceptionally(new TimeoutException());
            late = late();
        }
    }

    /** One that is to end now; when there is none, looks again as soon as there may be one. */
    private synchronized @Nullable Commit late() {
        dropEnded();
        Commit oldest = commits.peek();
        long left = oldest == null ? 0 : oldest.until() - System.nanoTime();
        if (oldest != null && left <= 0) {
            return commits.remove();
        }
        isLooking = oldest != null;
        if (isLooking) {
            after(left).execute(this::look);
        }
        return null;
    }
}
