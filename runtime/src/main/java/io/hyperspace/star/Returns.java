package io.hyperspace.star;

import io.hyperspace.freight.Slices;
import io.hyperspace.lane.Carry;
import io.hyperspace.lane.Lane;
import io.hyperspace.lane.Mark;
import io.hyperspace.lane.Numbered;
import io.hyperspace.lane.Return;
import io.hyperspace.lane.Took;
import io.hyperspace.space.point.Point;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a gravity gives back to lanes. Belongs to gravity.
 *
 * <p>Invariants: a lane takes what is given back to it in order and once, also when messages are lost, for what it has not
 * taken is sent again, at most {@code window} at once; a large wave goes to another Machine in parts, each a return of its own;
 * once something for a target was given back as living elsewhere, all that the lane sends to that target is, until the mark that
 * the lane table sent after it has been; nothing is kept for a lane that is gone.
 */
final class Returns {

    private static final Logger LOG = LoggerFactory.getLogger(Returns.class);

    private final long epoch;
    private final int window;
    private final long againAfter;
    private final Predicate<ActorRef<Lane.Command>> isThere;
    private final UnaryOperator<Carry> original;
    private final Function<Carry, @Nullable Slices> cutter;
    private final Map<ActorRef<Lane.Command>, Stream> streams = new HashMap<>();

    private static final class Stream {
        private final Deque<Turn> untaken = new ArrayDeque<>();
        private final Set<Point> departed = new HashSet<>();
        private long last;
        private long sent;
        private long lastMoved = System.nanoTime();
    }

    /** A return, which is made anew each time that it is sent, so that a part is not kept beside its wave. */
    private record Turn(long turn, Supplier<Return> message) {}

    /**
     * @param window how many returns of one lane are under way at once
     * @param againAfter how long a lane takes nothing before they are sent again
     * @param isThere whether a lane is not known to be gone; what came from one that is has nowhere to go
     * @param original gives a wave as its lane sent it
     * @param cutter gives the parts of a wave that is too large to go to its lane at once; null for any other
     */
    Returns(
            long epoch,
            int window,
            Duration againAfter,
            Predicate<ActorRef<Lane.Command>> isThere,
            UnaryOperator<Carry> original,
            Function<Carry, @Nullable Slices> cutter) {
        this.cutter = cutter;
        this.epoch = epoch;
        this.window = window;
        this.againAfter = againAfter.toNanos();
        this.isThere = isThere;
        this.original = original;
    }

    /** Whether what a lane sends to its target goes back at once. */
    boolean isDeparted(Numbered item) {
        if (streams.isEmpty()) {
            return false;
        }
        Stream stream = streams.get(item.lane());
        return stream != null && stream.departed.contains(item.target());
    }

    /** Gives back what is for another star. */
    void elsewhere(Numbered item) {
        if (isDropped(item)) {
            return;
        }
        Stream stream = stream(item.lane());
        if (item instanceof Mark) {
            stream.departed.remove(item.target());
        } else {
            stream.departed.add(item.target());
        }
        back(stream, item, true);
    }

    /** Gives back what is for this star's next gravity. */
    void here(Numbered item) {
        if (isDropped(item)) {
            return;
        }
        back(stream(item.lane()), item, false);
    }

    /** What its lane would never take would be kept for ever; whoever sent it is gone with the lane. */
    private boolean isDropped(Numbered item) {
        if (isThere.test(item.lane())) {
            return false;
        }
        if (item instanceof Carry carry) {
            LOG.debug(
                    "{} has no lane to go back to", original.apply(carry).wave().id());
        }
        return true;
    }

    /** Tells a lane that this was all. */
    void moved(ActorRef<Lane.Command> lane, long admitted) {
        Stream stream = stream(lane);
        stream.last++;
        Return moved = new Return.Moved(epoch, stream.last, admitted);
        add(lane, stream, moved.turn(), () -> moved);
    }

    private Stream stream(ActorRef<Lane.Command> lane) {
        return streams.computeIfAbsent(lane, any -> new Stream());
    }

    private void back(Stream stream, Numbered item, boolean elsewhere) {
        Carry wave = item instanceof Carry carry ? original.apply(carry) : null;
        Slices slices = wave == null ? null : cutter.apply(wave);
        if (slices != null) {
            back(stream, item.lane(), slices, elsewhere);
            return;
        }
        stream.last++;
        Mark mark = item instanceof Mark marked ? marked : null;
        Return back = new Return.Back(epoch, stream.last, elsewhere, wave, mark);
        add(item.lane(), stream, back.turn(), () -> back);
    }

    private void back(Stream stream, ActorRef<Lane.Command> lane, Slices slices, boolean elsewhere) {
        for (int i = 0; i < slices.count(); i++) {
            int index = i;
            stream.last++;
            long turn = stream.last;
            add(lane, stream, turn, () -> new Return.Piece(epoch, turn, elsewhere, slices.get(index)));
        }
    }

    private void add(ActorRef<Lane.Command> lane, Stream stream, long turn, Supplier<Return> message) {
        if (stream.untaken.isEmpty()) {
            stream.lastMoved = System.nanoTime();
        }
        stream.untaken.add(new Turn(turn, message));
        send(lane, stream);
    }

    /** Sends what was not sent yet, as far as the window goes. */
    private void send(ActorRef<Lane.Command> lane, Stream stream) {
        long first = stream.last - stream.untaken.size() + 1;
        long end = Math.min(stream.last, first + window - 1);
        if (stream.sent >= end) {
            return;
        }
        for (Turn next : stream.untaken) {
            if (next.turn() > stream.sent && next.turn() <= end) {
                lane.tell(next.message().get());
            }
        }
        stream.sent = end;
    }

    void took(Took took) {
        Stream stream = streams.get(took.lane());
        if (stream == null) {
            return;
        }
        while (!stream.untaken.isEmpty() && stream.untaken.element().turn() <= took.turn()) {
            stream.untaken.remove();
            stream.lastMoved = System.nanoTime();
        }
        send(took.lane(), stream);
    }

    /** Sends again what was not taken for too long. */
    void tick(long now) {
        streams.forEach((lane, stream) -> {
            if (!stream.untaken.isEmpty() && now - stream.lastMoved > againAfter) {
                stream.lastMoved = now;
                stream.sent = stream.untaken.element().turn() - 1;
                send(lane, stream);
            }
        });
    }

    /** Whether every lane has taken all. */
    boolean areTaken() {
        return streams.values().stream().allMatch(stream -> stream.untaken.isEmpty());
    }

    void forget(ActorRef<Lane.Command> lane) {
        streams.remove(lane);
    }
}
