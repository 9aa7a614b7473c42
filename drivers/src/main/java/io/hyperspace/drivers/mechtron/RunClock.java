package io.hyperspace.drivers.mechtron;

import java.time.Duration;

/**
 * Measures one run of a guest: the time that it computes, which has a limit, and the wall time up to the wave's
 * deadline. Owned by the guest's thread; the watch only asks whether it is over.
 */
final class RunClock {

    private final long deadline;
    private volatile boolean counting;
    private volatile long end;
    private long left;

    /**
     * @param limit how long the guest may compute
     * @param toDeadline how long from now until the wave's deadline
     */
    RunClock(Duration limit, Duration toDeadline) {
        this.left = limit.toNanos();
        this.deadline = System.nanoTime() + Math.max(0, toDeadline.toNanos());
        resume();
    }

    /** The guest waits: its time stands still, the deadline comes nearer all the same. */
    void pause() {
        counting = false;
        left = end - System.nanoTime();
    }

    void resume() {
        end = System.nanoTime() + left;
        counting = true;
    }

    boolean isOver() {
        return counting && (end - System.nanoTime() <= 0 || isPastDeadline());
    }

    boolean isPastDeadline() {
        return deadline - System.nanoTime() <= 0;
    }
}
