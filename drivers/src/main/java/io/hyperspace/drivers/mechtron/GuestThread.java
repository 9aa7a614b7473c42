package io.hyperspace.drivers.mechtron;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that guests run on. The engine asks {@link #isInterrupted} at every loop head and call of a guest; here that
 * is a flag which belongs to one run, so a stop that comes late can never hit the next run, and nothing is left to be
 * cleared. The JVM's own interrupts are not used.
 */
final class GuestThread extends Thread {

    private static final Logger LOG = LoggerFactory.getLogger(GuestThread.class);

    private final GuestThreads owner;
    private final Condition wake;
    private final Object runs = new Object();

    /** What to do next; guarded by the owner's lock. */
    @Nullable Runnable task;

    /** Whether this thread may compute again; guarded by the owner's lock. */
    boolean admitted;

    private @Nullable RunClock clock;
    private volatile boolean stop;

    GuestThread(GuestThreads owner, String name, long stack, Condition wake, Runnable first) {
        super(null, null, name, stack);
        this.owner = owner;
        this.wake = wake;
        this.task = first;
        setDaemon(true);
    }

    static GuestThread current() {
        if (Thread.currentThread() instanceof GuestThread thread) {
            return thread;
        }
        throw new IllegalStateException("guest code runs on guest threads only");
    }

    Condition wake() {
        return wake;
    }

    @Override
    public void run() {
        Runnable next = owner.next(this);
        while (next != null) {
            runSafely(next);
            next = owner.next(this);
        }
    }

    /** A task answers for its own failures; should one get out all the same, the permit must not be lost with it. */
    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a guest's task failed", e);
        }
    }

    @Override
    public boolean isInterrupted() {
        return stop;
    }

    /** Runs guest code under a clock. */
    <T> T timed(RunClock run, Supplier<T> guest) {
        synchronized (runs) {
            clock = run;
            stop = false;
        }
        owner.watch().add(this);
        try {
            return guest.get();
        } finally {
            owner.watch().remove(this);
            synchronized (runs) {
                clock = null;
                stop = false;
            }
        }
    }

    /** Stops the run of this thread if its time is over; called by the watch. */
    void stopIfOver() {
        synchronized (runs) {
            if (clock != null && clock.isOver()) {
                stop = true;
            }
        }
    }

    /**
     * Waits for a stage, letting other guests compute meanwhile.
     *
     * @throws TimeoutException when it takes longer
     */
    <T> T await(CompletionStage<T> stage, Duration longest) throws ExecutionException, TimeoutException {
        RunClock run = clock;
        if (run != null) {
            run.pause();
        }
        owner.release();
        try {
            return stage.toCompletableFuture().get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts guest threads", e);
        } finally {
            owner.acquire(this);
            if (run != null) {
                run.resume();
            }
        }
    }
}
