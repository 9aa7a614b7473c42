package io.hyperspace.lane;

import io.hyperspace.freight.Slices;
import io.hyperspace.space.point.Point;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The large waves of a lane that are not wholly sent. Belongs to the lane's queue.
 *
 * <p>Invariants: there is one to a target at most, and what follows it to this target waits behind it, so parts of others
 * and small waves go between its parts and none passes it to where it goes; {@code atOnce} are sent in turns, the others
 * wait and are not yet bytes.
 */
final class Cuts {

    private final int atOnce;
    private final Function<Lane.Send, Slices> cutter;
    private final Map<Point, Cut> byTarget = new LinkedHashMap<>();
    private final Deque<Cut> turns = new ArrayDeque<>(0);
    private final Deque<Cut> later = new ArrayDeque<>(0);
    private int waves;

    Cuts(int atOnce, Function<Lane.Send, Slices> cutter) {
        this.atOnce = atOnce;
        this.cutter = cutter;
    }

    /** How many waves are here, with those that follow large ones. */
    int waves() {
        return waves;
    }

    /** Takes something that follows a large wave to the same target; false when there is none. */
    boolean follows(Lane.Item item) {
        if (byTarget.isEmpty()) {
            return false;
        }
        Cut cut = byTarget.get(item.target());
        if (cut != null) {
            cut.line().add(item);
            waves++;
        }
        return cut != null;
    }

    /** Takes a large wave, to whose target no other is here. */
    void begin(Lane.Send send) {
        Cut cut = new Cut(send);
        byTarget.put(send.target(), cut);
        later.add(cut);
        waves++;
    }

    /** The next part to send; null when there is none. */
    @Nullable Piece next() {
        while (turns.size() < atOnce && !later.isEmpty()) {
            turns.add(later.remove());
        }
        Cut cut = turns.poll();
        if (cut == null) {
            return null;
        }
        Piece piece = cut.next(cutter);
        if (cut.isSent()) {
            byTarget.remove(piece.target());
            waves -= 1 + cut.line().size();
        } else {
            turns.add(cut);
        }
        return piece;
    }

    /** Empties this: those that are not wholly sent, in the order in which they came to be here. */
    Collection<Cut> drain() {
        Collection<Cut> all = new ArrayDeque<>(byTarget.values());
        byTarget.clear();
        turns.clear();
        later.clear();
        waves = 0;
        return all;
    }
}
