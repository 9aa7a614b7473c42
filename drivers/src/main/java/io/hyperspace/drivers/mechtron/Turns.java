package io.hyperspace.drivers.mechtron;

import io.hyperspace.driver.Reply;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.wave.Directed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is. At most {@code slots} waves are in the making at once, at most {@code limit} wait, in order of their
 * coming; a turn keeps its slot until {@link #done}. A wave whose deadline passes while it waits gets 408 when its turn
 * comes, without a guest being woken.
 */
final class Turns {

    /** One wave and who waits for its reply. */
    record Turn(Directed wave, CompletableFuture<Reply> reply) {}

    private final String point;
    private final int slots;
    private final int limit;
    private final Predicate<Turn> start;
    private final Consumer<Turn> refused;
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private int busy;
    private boolean closed;

    /**
     * @param start starts a turn; false when it cannot be started now
     * @param refused answers a turn that could not be started
     */
    Turns(String point, int slots, int limit, Predicate<Turn> start, Consumer<Turn> refused) {
        this.point = point;
        this.slots = slots;
        this.limit = limit;
        this.start = start;
        this.refused = refused;
    }

    void offer(Turn turn) {
        Fault fault = admit(turn);
        if (fault != null) {
            turn.reply().complete(Reply.of(fault));
        } else {
            startNext();
        }
    }

    private synchronized @Nullable Fault admit(Turn turn) {
        if (closed) {
            return MechtronFaults.stopping(point);
        }
        if (waiting.size() >= limit && busy >= slots) {
            return MechtronFaults.mailboxFull(point, limit);
        }
        waiting.add(turn);
        return null;
    }

    /** A turn is over; the next may start. */
    void done() {
        synchronized (this) {
            busy--;
        }
        startNext();
    }

    private void startNext() {
        Turn next = take();
        while (next != null) {
            if (next.wave().deadline() <= System.currentTimeMillis()) {
                next.reply().complete(Reply.of(Faults.timedOut("a wave to '" + point + "'")));
                giveBack();
            } else if (!start.test(next)) {
                refused.accept(next);
                giveBack();
            }
            next = take();
        }
    }

    private synchronized @Nullable Turn take() {
        if (busy >= slots) {
            return null;
        }
        Turn turn = waiting.poll();
        if (turn != null) {
            busy++;
        }
        return turn;
    }

    private synchronized void giveBack() {
        busy--;
    }

    /** Whether a wave is in the making, or waits to be. */
    synchronized boolean isBusy() {
        return busy > 0 || !waiting.isEmpty();
    }

    /** Refuses what waits and all that comes. */
    void close() {
        List<Turn> left;
        synchronized (this) {
            closed = true;
            left = new ArrayList<>(waiting);
            waiting.clear();
        }
        left.forEach(turn -> turn.reply().complete(Reply.of(MechtronFaults.stopping(point))));
    }
}
