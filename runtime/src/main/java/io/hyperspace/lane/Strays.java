package io.hyperspace.lane;

import io.hyperspace.space.point.Point;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What comes back to a lane, and what of it is for the lane table because its target lives elsewhere. Belongs to the lane.
 *
 * <p>Invariant: once a wave to a target went to the table, all that follow it on this lane do, in order, until the table's
 * flush has come by. While the gravity lives that gave it back, that one sees to it. Waves that are not with it any more
 * when it leaves or is gone go to the table at once.
 */
final class Strays {

    private final Lane.Table table;
    private final LaneQueue queue;
    private final Map<Point, Lane.Flush> flushes = new HashMap<>();
    private final Set<Point> departed = new HashSet<>();
    private final Set<Point> past = new HashSet<>();

    Strays(Lane.Table table, LaneQueue queue) {
        this.table = table;
        this.queue = queue;
    }

    /** Whether a wave that has just come is for the table. */
    boolean takes(Lane.Send send) {
        if (past.isEmpty() || !past.contains(send.target())) {
            return false;
        }
        table.stray(send);
        return true;
    }

    /** Whether a flush is done with at once, because no wave to its target is with a gravity. */
    boolean takes(Lane.Flush flush, boolean isOpen) {
        if (isOpen && !past.contains(flush.target())) {
            flushes.put(flush.target(), flush);
            return false;
        }
        pull(flush.target());
        past.remove(flush.target());
        table.flushed(flush);
        return true;
    }

    /** Takes a wave back. */
    void back(Lane.Send send, boolean elsewhere) {
        if (elsewhere) {
            departed.add(send.target());
            table.stray(send);
        } else {
            queue.giveBack(send);
        }
    }

    /** Takes a mark back. */
    void back(Mark mark, boolean elsewhere) {
        Lane.Flush flush = flushes.get(mark.target());
        if (flush != null && elsewhere) {
            end(flush);
        } else if (flush != null) {
            queue.giveBack(flush);
        }
    }

    private void end(Lane.Flush flush) {
        flushes.remove(flush.target());
        departed.remove(flush.target());
        table.flushed(flush);
    }

    /** Nothing is with a gravity any more. */
    void onClosed() {
        past.addAll(departed);
        departed.clear();
        past.forEach(this::pull);
        for (Lane.Flush flush : List.copyOf(flushes.values())) {
            pull(flush.target());
            past.remove(flush.target());
            end(flush);
        }
    }

    private void pull(Point target) {
        queue.dropWaiting(item -> {
            boolean isOfTarget = item.target().equals(target);
            if (isOfTarget && item instanceof Lane.Send send) {
                table.stray(send);
            }
            return isOfTarget;
        });
    }
}
