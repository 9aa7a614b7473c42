package io.hyperspace.lane;

import io.hyperspace.freight.Slices;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a lane carries, in order: what the gravity that is leaving gave back, what was sent and not admitted, large waves that
 * are being sent in parts, what waits. Belongs to the lane.
 *
 * <p>A part is sent when no small wave waits or as many of these are under way as may be, so small waves pass large ones;
 * not those to the same target.
 */
final class LaneQueue {

    private final List<Lane.Item> returned = new ArrayList<>();
    private final Deque<Lane.Item> unadmitted = new ArrayDeque<>();
    private final Deque<Lane.Item> waiting = new ArrayDeque<>();
    private final Cuts cuts;
    private final int window;
    private final int partWindow;
    private int parts;
    private long bytes;
    private long sent;

    /**
     * @param window waves that may be sent and not admitted, parts not counted
     * @param partWindow parts that may be sent and not admitted
     * @param atOnce large waves that are sent in turns
     * @param cutter makes parts of a large wave
     */
    LaneQueue(int window, int partWindow, int atOnce, Function<Lane.Send, Slices> cutter) {
        this.window = window;
        this.partWindow = partWindow;
        this.cuts = new Cuts(atOnce, cutter);
    }

    /** How many waves are here; one of which all parts were sent is not counted. */
    int size() {
        return waits() + unadmitted.size() - parts;
    }

    /** How many are not sent, or not wholly. */
    int waits() {
        return returned.size() + waiting.size() + cuts.waves();
    }

    /** What the large waves count for that are here. */
    long bytes() {
        return bytes;
    }

    void add(Lane.Item item) {
        waiting.add(item);
        bytes += item.load();
    }

    /** Puts what came back before all that is here but what came back earlier. */
    void giveBack(Lane.Item item) {
        returned.add(item);
        bytes += item.load();
    }

    /**
     * The next one to send, which counts as sent then; null when none waits or so many as may be are sent.
     *
     * @param inParts whether a large wave is to be sent in parts
     */
    Lane.@Nullable Item next(boolean inParts) {
        Lane.Item item = nextWhole(inParts);
        if (item == null) {
            item = nextPart();
        }
        if (item != null) {
            unadmitted.add(item);
            sent++;
        }
        return item;
    }

    private Lane.@Nullable Item nextWhole(boolean inParts) {
        while (unadmitted.size() - parts < window && !waiting.isEmpty()) {
            Lane.Item item = waiting.remove();
            if (cuts.follows(item)) {
                continue;
            }
            if (!inParts || item.load() == 0 || !(item instanceof Lane.Send send)) {
                return item;
            }
            cuts.begin(send);
        }
        return null;
    }

    private @Nullable Piece nextPart() {
        Piece piece = parts < partWindow ? cuts.next() : null;
        if (piece != null) {
            parts++;
            if (piece.isLast()) {
                putFirst(piece.cut().line());
            }
        }
        return piece;
    }

    private void putFirst(Deque<Lane.Item> line) {
        for (Iterator<Lane.Item> last = line.descendingIterator(); last.hasNext(); ) {
            waiting.addFirst(last.next());
        }
    }

    /** The number of the last one sent. */
    long sent() {
        return sent;
    }

    /** How many were sent and are not admitted, as far as is known; each part is one. */
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

    /**
     * Lets go of all up to a number; false when that is known already.
     *
     * @param gone hears of each wave with a load that is let go
     */
    boolean admitted(long number, Consumer<Lane.Send> gone) {
        int before = unadmitted.size();
        while (unadmitted.size() > sent - number) {
            Lane.Send send = letGo(unadmitted.remove());
            if (send != null && send.load() > 0) {
                gone.accept(send);
            }
        }
        return unadmitted.size() < before;
    }

    /** Takes something out of the counts; gives the wave that it is, or that it is the last part of. */
    private Lane.@Nullable Send letGo(Lane.Item item) {
        Lane.Send send = item instanceof Lane.Send whole ? whole : null;
        if (item instanceof Piece piece) {
            parts--;
            send = piece.isLast() ? piece.cut().send() : null;
        }
        if (send != null) {
            bytes -= send.load();
        }
        return send;
    }

    /** Of a wave of which not all parts were sent nothing is dropped: no gravity can have it. */
    void dropUnadmitted(Consumer<Lane.Send> dropped) {
        for (Lane.Item item : unadmitted) {
            Lane.Send send = letGo(item);
            if (send != null) {
                dropped.accept(send);
            }
        }
        unadmitted.clear();
    }

    /** Takes out what waits and fits. */
    void dropWaiting(Predicate<Lane.Item> which) {
        waiting.removeIf(item -> {
            boolean isDropped = which.test(item);
            bytes -= isDropped ? item.load() : 0;
            return isDropped;
        });
    }

    /**
     * All that is here waits for another gravity, which counts from 1 again. A wave of which any part is not admitted is sent
     * again from its first part on.
     */
    void startAgain() {
        Deque<Lane.Item> all = new ArrayDeque<>(returned);
        for (Lane.Item item : unadmitted) {
            if (!(item instanceof Piece piece)) {
                all.add(item);
            } else if (piece.isLast()) {
                all.add(piece.cut().send());
            }
        }
        for (Cut cut : cuts.drain()) {
            all.add(cut.send());
            all.addAll(cut.line());
        }
        putFirst(all);
        returned.clear();
        unadmitted.clear();
        parts = 0;
        sent = 0;
    }
}
