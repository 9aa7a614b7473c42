package io.hyperspace.lane;

import io.hyperspace.space.particle.Location;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The waves to one target that the lane table has: those that came back from a star, which were sent first, and those that
 * came since. The oldest {@code covered} were there when the look-up began. Belongs to the lane table.
 */
final class Search {

    private final Deque<Lane.Send> strays = new ArrayDeque<>(0);
    private final Deque<Lane.Send> queue = new ArrayDeque<>(2);
    private int covered;
    private boolean isDoubtful;
    private @Nullable ActorRef<Lane.Command> strayedFrom;
    private @Nullable Location found;
    private long flush;

    int queued() {
        return queue.size();
    }

    void add(Lane.Send send) {
        queue.add(send);
    }

    /** Takes back a wave from a lane; what is looked up meanwhile may be what that one was sent by. */
    void addStray(Lane.Send send, ActorRef<Lane.Command> lane) {
        strays.add(send);
        strayedFrom = lane;
        isDoubtful = found == null;
    }

    void look() {
        covered = strays.size() + queue.size();
        isDoubtful = false;
    }

    /** Whether a wave came back since the look-up began. */
    boolean isDoubtful() {
        return isDoubtful;
    }

    /** The oldest wave if it was there when the look-up began, else null. */
    Lane.@Nullable Send pollCovered() {
        if (covered == 0) {
            return null;
        }
        covered--;
        Lane.Send stray = strays.poll();
        return stray == null ? queue.poll() : stray;
    }

    boolean isEmpty() {
        return strays.isEmpty() && queue.isEmpty();
    }

    /** The lane that the last wave came back from, or null when none did. */
    @Nullable ActorRef<Lane.Command> strayedFrom() {
        return strayedFrom;
    }

    /** The target lives there; its waves wait until a lane is flushed. */
    void flushing(Location location, long id) {
        found = location;
        flush = id;
    }

    /** Where the target lives if that is the flush it waits for, else null. */
    @Nullable Location flushed(long id) {
        return id == flush ? found : null;
    }

    void drain(Consumer<Lane.Send> to) {
        strays.forEach(to);
        queue.forEach(to);
    }
}
