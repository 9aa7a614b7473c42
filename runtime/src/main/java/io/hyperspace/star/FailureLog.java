package io.hyperspace.star;

import io.hyperspace.space.point.Point;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * Tells the log of the failures of one driver's particles in one star.
 *
 * <p>Invariant: whatever fails how often, there is at most one line for each {@code failure-line-every} and one trace for each
 * {@code failure-trace-every}, and one line for each particle that is quarantined. A failure that is not told is counted, and
 * the next line says how many there were.
 */
final class FailureLog {

    private final Logger log;
    private final long lineNanos;
    private final long traceNanos;
    private boolean hasTold;
    private boolean hasTraced;
    private long lastTold;
    private long lastTraced;
    private long untold;

    FailureLog(Logger log, Duration lineEvery, Duration traceEvery) {
        this.log = log;
        this.lineNanos = lineEvery.toNanos();
        this.traceNanos = traceEvery.toNanos();
    }

    /**
     * Tells of one.
     *
     * @param reason of the particle's own making: one that cannot be told, for its message fails, is no reason to fail here
     * @param now on the clock of {@link System#nanoTime}
     */
    void failed(Point point, Throwable reason, FailureBudget.Failed failed, long now) {
        try {
            tell(point, reason, failed, now);
        } catch (RuntimeException unspeakable) {
            log.error(
                    "{} has failed, and its {} cannot be told",
                    point,
                    reason.getClass().getName());
        }
    }

    private void tell(Point point, Throwable reason, FailureBudget.Failed failed, long now) {
        if (failed == FailureBudget.Failed.TOO_OFTEN) {
            log.error("{} is quarantined, for it has failed too often: {}", point, reason.toString());
        } else if (failed == FailureBudget.Failed.FIRST && (!hasTraced || now - lastTraced >= traceNanos)) {
            hasTraced = true;
            lastTraced = now;
            log.error("{} has failed", point, reason);
        } else if (!hasTold || now - lastTold >= lineNanos) {
            hasTold = true;
            lastTold = now;
            tell(point, reason);
        } else {
            untold++;
        }
    }

    private void tell(Point point, Throwable reason) {
        if (untold == 0) {
            log.error("{} has failed: {}", point, reason.toString());
        } else {
            log.error(
                    "{} has failed: {}; so have others, {} times since this was last told",
                    point,
                    reason.toString(),
                    untold);
        }
        untold = 0;
    }
}
