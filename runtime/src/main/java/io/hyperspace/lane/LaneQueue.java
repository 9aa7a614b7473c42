package io.hyperspace.lane;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a lane carries, in order: what the gravity that is leaving gave back, what was sent and not admitted, what waits.
 * Belongs to the lane.
 */
final class LaneQueue {

    private final List<Lane.Item> returned = new ArrayList<>();
    private final Deque<Lane.Item> unadmitted = new ArrayDeque<>();
    private final Deque<Lane.Item> waiting = new ArrayDeque<>();
    private long sent;

    int size() {
        return returned.size() + unadmitted.size() + waiting.size();
    }

    void add(Lane.Item item) {
        waiting.add(item);
    }

    /** Puts what came back before all that is here but what came back earlier. */
    void giveBack(Lane.Item item) {
        returned.add(item);
    }

    /** The next one to send, which counts as sent then; null when none waits or so many as the window holds are sent. */
    Lane.@Nullable Item next(int window) {
        if (unadmitted.size() >= window || waiting.isEmpty()) {
            return null;
        }
        Lane.Item item = waiting.remove();
        unadmitted.add(item);
        sent++;
        return item;
    }

    /** Takes out of the way what waits first and is refused, one after the other. */
    void dropNext(Predicate<Lane.Item> isRefused) {
        while (!waiting.isEmpty() && isRefused.test(waiting.element())) {
            waiting.remove();
        }
    }

    /** The number of the last one sent. */
    long sent() {
        return sent;
    }

    /** How many were sent and are not admitted, as far as is known. */
    int unadmitted() {
        return unadmitted.size();
    }

    boolean hasUnadmitted() {
        return !unadmitted.isEmpty();
    }

    /** The first that was sent and is not admitted; null when there is none. */
    Lane.@Nullable Item oldest() {
        return unadmitted.peek();
    }

    void forEachUnadmitted(ObjLongConsumer<Lane.Item> action) {
        long number = sent - unadmitted.size();
        for (Lane.Item item : unadmitted) {
            number++;
            action.accept(item, number);
        }
    }

    /** Lets go of all up to a number; false when that is known already. */
    boolean admitted(long number) {
        int before = unadmitted.size();
        while (unadmitted.size() > sent - number) {
            unadmitted.remove();
        }
        return unadmitted.size() < before;
    }

    void dropUnadmitted(Consumer<Lane.Item> dropped) {
        unadmitted.forEach(dropped);
        unadmitted.clear();
    }

    /** Takes out what waits and fits. */
    void dropWaiting(Predicate<Lane.Item> which) {
        waiting.removeIf(which);
    }

    /** All that is here waits for another gravity, which counts from 1 again. */
    void startAgain() {
        for (Lane.Item item = unadmitted.pollLast(); item != null; item = unadmitted.pollLast()) {
            waiting.addFirst(item);
        }
        for (int i = returned.size() - 1; i >= 0; i--) {
            waiting.addFirst(returned.get(i));
        }
        returned.clear();
        sent = 0;
    }
}
