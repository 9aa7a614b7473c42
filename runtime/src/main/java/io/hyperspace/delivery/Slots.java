package io.hyperspace.delivery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What is due when, in slots of a hundredth of a second. Almost everything is taken out again before it is due, so what
 * counts is that putting in and taking out are cheap.
 *
 * <p>Invariant: the time of what is in here does not change.
 */
final class Slots<T> {

    private static final long WIDTH = 10;

    private final TreeMap<Long, Set<T>> slots = new TreeMap<>();
    private final ToLongFunction<T> time;

    /** @param time when something is due, in milliseconds */
    Slots(ToLongFunction<T> time) {
        this.time = time;
    }

    private long slot(T what) {
        return Math.floorDiv(time.applyAsLong(what), WIDTH);
    }

    void put(T what) {
        slots.computeIfAbsent(slot(what), any -> new HashSet<>()).add(what);
    }

    /** Harmless when it is not there. */
    void remove(T what) {
        long key = slot(what);
        Set<T> slot = slots.get(key);
        if (slot != null && slot.remove(what) && slot.isEmpty()) {
            slots.remove(key);
        }
    }

    /** Takes out all that is due, soonest slot first. */
    List<T> take(long now) {
        List<T> due = new ArrayList<>();
        Iterator<Map.Entry<Long, Set<T>>> all = slots.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Long, Set<T>> slot = all.next();
            if (slot.getKey() * WIDTH > now) {
                break;
            }
            take(slot.getValue(), now, due);
            if (slot.getValue().isEmpty()) {
                all.remove();
            }
        }
        return due;
    }

    private void take(Set<T> slot, long now, List<T> due) {
        slot.removeIf(what -> {
            boolean isDue = time.applyAsLong(what) <= now;
            return isDue && due.add(what);
        });
    }

    /** All, soonest slot first. */
    List<T> all() {
        List<T> all = new ArrayList<>();
        slots.values().forEach(all::addAll);
        return all;
    }
}
