package io.hyperspace.drivers.mechtron;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * Measures one run of a guest: the time that it computes, which has a limit, and the wall time up to the wave's
 * deadline. Computing is counted in CPU time of the guest's thread, so that a guest does not pay for a busy Machine;
 * where the JVM cannot tell, in wall time. Owned by the guest's thread; the watch only asks whether it is over.
 */
final class RunClock {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean CPU = THREADS.isThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();

    private final Thread guest = Thread.currentThread();
    private final long deadline;
    private volatile boolean counting;
    private volatile long end;
    private long left;

    /**
     * A clock for the calling thread, which runs from now on.
     *
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
        left = end - spent();
    }

    void resume() {
        end = spent() + left;
        counting = true;
    }

    boolean isOver() {
        return counting && (isPastDeadline() || end - spent() <= 0);
    }

    boolean isPastDeadline() {
        return deadline - System.nanoTime() <= 0;
    }

    @SuppressWarnings("deprecation") // Thread.threadId() came with Java 19.
    private long spent() {
        return CPU ? THREADS.getThreadCpuTime(guest.getId()) : System.nanoTime();
    }
}
