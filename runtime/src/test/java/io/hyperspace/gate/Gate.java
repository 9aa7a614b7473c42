package io.hyperspace.gate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets threads pass, or holds them. Configuration can name it, so gates have names. */
public final class Gate {

    private static final Map<String, Gate> GATES = new ConcurrentHashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private volatile boolean closed;

    private Gate() {}

    /** The gate of that name; open until it is closed. */
    public static Gate named(String name) {
        return GATES.computeIfAbsent(name, any -> new Gate());
    }

    public void close() {
        closed = true;
    }

    public void open() {
        lock.lock();
        try {
            closed = false;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the gate is open. A thread that is interrupted passes, for it is to end. */
    public void pass() {
        if (!closed) {
            return;
        }
        lock.lock();
        try {
            while (closed) {
                opened.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
