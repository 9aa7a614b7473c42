package io.hyperspace.registry.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;

/**
 * Lets writes that come while others are being stored share the next transaction. How many do is a matter of the rows
 * that they take, not of their number, for one event may be about thousands of records. A write that alone takes more
 * than a transaction is to have is not divided: it goes alone.
 *
 * <p>What a transaction costs is mostly its own, whatever it stores, so few that store much do more than many that store
 * little. A transaction begins at once while no other is under way; beside others it begins when enough rows wait for it,
 * so that a slow disk still has several at work when there is much to do. Whoever waits for that waits no longer than one
 * of these others takes.
 *
 * <p>Invariants: at most {@code buffer} writes wait, at most {@code parallelism} transactions are under way; while writes
 * wait, at least one is.
 */
final class GroupCommit {

    private final Object lock = new Object();
    private final Queue<PendingWrite> waiting = new ArrayDeque<>();
    private final int buffer;
    private final long rows;
    private final long together;
    private final int parallelism;
    private final Store store;
    private long weight;
    private int underWay;

    /** Stores a batch; must not fail. */
    interface Store {
        CompletionStage<Integer> write(List<PendingWrite> batch);
    }

    /**
     * @param buffer so many writes wait at most
     * @param rows so many rows at most are in a transaction of several writes
     * @param together so many rows at least have to wait for a transaction to begin beside others
     * @param parallelism so many transactions at once
     */
    GroupCommit(int buffer, long rows, long together, int parallelism, Store store) {
        this.buffer = buffer;
        this.rows = rows;
        this.together = together;
        this.parallelism = parallelism;
        this.store = store;
    }

    /** Returns whether there was room for it. */
    boolean offer(PendingWrite write) {
        synchronized (lock) {
            if (waiting.size() >= buffer) {
                return false;
            }
            waiting.add(write);
            weight += write.weight();
        }
        begin();
        return true;
    }

    private void begin() {
        for (List<PendingWrite> batch = next(); !batch.isEmpty(); batch = next()) {
            store.write(batch).whenComplete((count, failure) -> ended());
        }
    }

    private void ended() {
        synchronized (lock) {
            underWay--;
        }
        begin();
    }

    /** What the next transaction is to store; empty when it is not to begin yet. */
    private List<PendingWrite> next() {
        synchronized (lock) {
            if (waiting.isEmpty() || underWay >= parallelism || (underWay > 0 && weight < together)) {
                return List.of();
            }
            underWay++;
            return take();
        }
    }

    private List<PendingWrite> take() {
        List<PendingWrite> batch = new ArrayList<>();
        long taken = 0;
        for (PendingWrite next = waiting.peek();
                next != null && (batch.isEmpty() || taken + next.weight() <= rows);
                next = waiting.peek()) {
            batch.add(next);
            taken += next.weight();
            waiting.remove();
        }
        weight -= taken;
        return batch;
    }
}
