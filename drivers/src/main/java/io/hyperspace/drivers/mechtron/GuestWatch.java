package io.hyperspace.drivers.mechtron;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Looks at running guests again and again, and stops those whose time is over. It sleeps while none runs. */
final class GuestWatch implements AutoCloseable {

    private final Set<GuestThread> running = ConcurrentHashMap.newKeySet();
    private final long interval;
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean closed;

    GuestWatch(Duration interval) {
        this.interval = interval.toNanos();
        this.thread = new Thread(this::watch, "hyperspace-guest-watch");
        thread.setDaemon(true);
        thread.start();
    }

    void add(GuestThread guest) {
        running.add(guest);
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    void remove(GuestThread guest) {
        running.remove(guest);
    }

    private void watch() {
        while (!closed) {
            running.forEach(GuestThread::stopIfOver);
            asleep = true;
            if (!running.isEmpty()) {
                asleep = false;
                LockSupport.parkNanos(this, interval);
            } else if (!closed) {
                LockSupport.park(this);
                asleep = false;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
