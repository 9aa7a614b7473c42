package io.hyperspace.traversal;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The waves of a particle that wait for an answer; one that goes through at once is never here. Belongs to its actor. */
final class Underway {

    private final int limit;
    private final Set<Travel> travels = new HashSet<>(2);

    /** @param limit how many there are at most */
    Underway(int limit) {
        this.limit = limit;
    }

    int limit() {
        return limit;
    }

    void add(Travel travel) {
        travels.add(travel);
    }

    void remove(Travel travel) {
        travels.remove(travel);
    }

    void forEach(Consumer<Travel> action) {
        travels.forEach(action);
    }

    /** Whether there is no room for one more. */
    boolean isFull() {
        if (travels.size() >= limit) {
            dropOverdue();
        }
        return travels.size() >= limit;
    }

    /** A core that never answers must not keep its particle busy for ever; whoever asked has had a 408. */
    boolean isEmpty() {
        dropOverdue();
        return travels.isEmpty();
    }

    private void dropOverdue() {
        if (!travels.isEmpty()) {
            long now = System.currentTimeMillis();
            travels.removeIf(travel -> travel.origin().deadline() <= now);
        }
    }
}
