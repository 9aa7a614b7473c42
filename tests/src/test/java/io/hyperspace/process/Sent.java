package io.hyperspace.process;

import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;

/**
 * One write of a load that has ended.
 *
 * @param name what it adds, other for each write there is
 * @param book the guest book that it is sent to; of no meaning for a {@link Way#CREATE}
 * @param machine the life of a Machine that it was sent through
 * @param stayed whether its Machine was not yet asked to end when the write ended
 * @param status what it ended with, or {@link #BROKEN} or {@link #SILENT}
 * @param late how long after the time it had it ended; negative when it ended before
 */
record Sent(String name, int book, Way way, Life machine, boolean stayed, int status, Duration late) {

    /** The connection ended without an answer: nobody knows what the write came to. */
    static final int BROKEN = -1;

    /** Nobody answered for so long that the client gave up. */
    static final int SILENT = -2;

    /** How much later than it should a write may end: two processors have up to five processes to run. */
    static final Duration MARGIN = Duration.ofSeconds(3);

    /** How much later a client gives up, so that what ends late is told from what does not end. */
    private static final Duration GIVE_UP = Duration.ofSeconds(10);

    /**
     * Sends one and waits for what it comes to.
     *
     * @param call sends it, waits for so long at most, and returns the status
     */
    static Sent send(String name, int book, Way way, Life machine, ToIntFunction<Duration> call) {
        long begin = System.nanoTime();
        int status = status(() -> call.applyAsInt(way.patience().plus(GIVE_UP)));
        Duration late = Duration.ofNanos(System.nanoTime() - begin).minus(way.patience());
        return new Sent(name, book, way, machine, !machine.isLeaving(), status, late);
    }

    private static int status(IntSupplier call) {
        try {
            return call.getAsInt();
        } catch (UncheckedIOException e) {
            return e.getCause() instanceof HttpTimeoutException ? SILENT : BROKEN;
        }
    }

    /** Whether somebody said that it is done, or of a signal that it is kept. */
    boolean isAcknowledged() {
        return status >= 200 && status < 300;
    }

    /**
     * Whether it ended as it may. A write through a Machine that runs is done or accepted (2xx), past its deadline (408), one
     * too many (429), or was stopped by something that passes (503); the target is there, may be written to by the hyperuser,
     * and understands it, so none of 400 to 404, 409, 413 and 422 has a reason, and 500 would be a fault of the Machine's. If
     * its Machine was lost, its connection may break; nobody answers in the name of one that stands still.
     */
    boolean isClear() {
        if (isAcknowledged() || status == 408 || status == 429 || status == 503) {
            return true;
        }
        boolean stoodStill = machine.stoodStill() > 0;
        return !machine.isAlive() && (status == BROKEN || (status == SILENT && stoodStill));
    }

    /** Whether it ended when it should, for as long as its Machine did not stand still. */
    boolean isInTime() {
        return late.minusNanos(machine.stoodStill()).compareTo(MARGIN) <= 0 || status == SILENT;
    }

    /** How often it must have taken effect at least. A queued signal is kept by its Machine, and lost with it. */
    int least() {
        boolean kept = way != Way.QUEUED_SIGNAL || !machine.wasLost();
        return isAcknowledged() && kept ? 1 : 0;
    }

    /**
     * How often it may have taken effect at most.
     *
     * @param lost how many Machines were lost meanwhile, each of which may have been the target's
     */
    int most(int lost) {
        return way.isQueued() ? 1 + lost : 1;
    }
}
