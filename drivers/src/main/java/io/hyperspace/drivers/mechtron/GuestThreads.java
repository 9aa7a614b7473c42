package io.hyperspace.drivers.mechtron;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The platform threads that guests run on.
 *
 * <ul>
 *   <li>There are at most {@code threads} of them, of which at most {@code permits} compute at once.
 *   <li>A guest that waits gives its permit back, and takes one again before new work does.
 *   <li>At most {@code queue} tasks wait for a thread and a permit; the next is refused.
 *   <li>An idle thread takes the next task; the one idle for the shortest time first, so that the others may end.
 * </ul>
 *
 * <p>All state is guarded by one lock, which is held for a few instructions only.
 */
final class GuestThreads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GuestThreads.class);

    private final GuestSettings settings;
    private final GuestWatch watch;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final Deque<GuestThread> returning = new ArrayDeque<>();
    private final Deque<GuestThread> idle = new ArrayDeque<>();
    private int threads;
    private int running;
    private long started;
    private boolean closed;

    GuestThreads(GuestSettings settings) {
        this.settings = settings;
        this.watch = new GuestWatch(settings.watchInterval());
    }

    GuestWatch watch() {
        return watch;
    }

    /**
     * Runs a task on a guest thread, once there is one for it.
     *
     * @return false when too many wait already, or this is closed
     */
    boolean submit(Runnable task) {
        lock.lock();
        try {
            if (closed || queue.size() >= settings.queue()) {
                return false;
            }
            queue.add(task);
            dispatch();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How many threads there are now. */
    int threadCount() {
        lock.lock();
        try {
            return threads;
        } finally {
            lock.unlock();
        }
    }

    /** Gives out permits as long as there are any and somebody can use one. */
    private void dispatch() {
        while (running < settings.running()) {
            GuestThread back = returning.poll();
            if (back != null) {
                running++;
                back.admitted = true;
                back.wake().signal();
            } else if (queue.isEmpty() || !start()) {
                return;
            }
        }
    }

    /** Starts the next task on an idle thread or a new one; false when there can be neither. */
    private boolean start() {
        GuestThread free = idle.pollLast();
        if (free != null) {
            free.task = queue.poll();
            running++;
            free.wake().signal();
            return true;
        }
        if (threads >= settings.threads()) {
            return false;
        }
        Runnable task = queue.remove();
        String name = "hyperspace-guest-" + ++started;
        GuestThread fresh = new GuestThread(this, name, settings.stack(), lock.newCondition(), task);
        try {
            fresh.start();
        } catch (OutOfMemoryError e) {
            LOG.error("no thread for a guest could be started", e);
            queue.addFirst(task);
            return false;
        }
        threads++;
        running++;
        return true;
    }

    /** The next task of a thread that has none; null when it shall end. */
    @Nullable Runnable next(GuestThread thread) {
        lock.lock();
        try {
            Runnable first = thread.task;
            if (first != null) {
                thread.task = null;
                return first;
            }
            running--;
            idle.addLast(thread);
            dispatch();
            return awaitTask(thread);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Runnable awaitTask(GuestThread thread) {
        long left = settings.threadIdle().toNanos();
        try {
            while (thread.task == null && left > 0 && !closed) {
                left = thread.wake().awaitNanos(left);
            }
        } catch (InterruptedException e) {
            LOG.debug("a guest thread was interrupted while it was idle and ends");
        }
        Runnable task = thread.task;
        thread.task = null;
        if (task == null) {
            idle.remove(thread);
            threads--;
        }
        return task;
    }

    /** Gives the permit of the calling thread back. */
    void release() {
        lock.lock();
        try {
            running--;
            dispatch();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a permit for the calling thread, waiting for one if need be. */
    void acquire(GuestThread thread) {
        lock.lock();
        try {
            thread.admitted = false;
            returning.add(thread);
            dispatch();
            while (!thread.admitted) {
                thread.wake().awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends idle threads and takes no more work; guests that run end by their limits. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            queue.clear();
            idle.forEach(thread -> thread.wake().signal());
        } finally {
            lock.unlock();
        }
        watch.close();
    }
}
