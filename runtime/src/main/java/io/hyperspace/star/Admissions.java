package io.hyperspace.star;

import io.hyperspace.lane.Lane;
import io.hyperspace.lane.Numbered;
import io.hyperspace.lane.Part;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjLongConsumer;
import org.apache.pekko.actor.typed.ActorRef;

/** What a gravity has admitted from each lane, and what of it the lane has been told. */
final class Admissions {

    private static final AtomicLong LAST_EPOCH = new AtomicLong(System.currentTimeMillis());

    private final long epoch = LAST_EPOCH.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis()));
    private final int acknowledgeEvery;
    private final Map<ActorRef<Lane.Command>, Counter> lanes = new HashMap<>();

    private static final class Counter {
        private long admitted;
        private long acknowledged;
    }

    Admissions(int acknowledgeEvery) {
        this.acknowledgeEvery = acknowledgeEvery;
    }

    /** Names this life of the gravity; a later one has a higher epoch. */
    long epoch() {
        return epoch;
    }

    /**
     * Counts a wave; false when it is not the next of its lane, because it was admitted before or others are missing. What
     * comes a second time was not acknowledged as far as the lane knows, so it is acknowledged again. A part of a large wave is
     * acknowledged at once, for few of these are under way.
     */
    boolean admit(Numbered item) {
        Counter counter = lanes.computeIfAbsent(item.lane(), lane -> new Counter());
        if (item.number() != counter.admitted + 1) {
            counter.acknowledged = Math.min(counter.acknowledged, counter.admitted - 1);
            return false;
        }
        counter.admitted = item.number();
        if (counter.admitted - counter.acknowledged >= acknowledgeEvery || item instanceof Part) {
            acknowledge(item.lane(), counter);
        }
        return true;
    }

    /** Knows a lane from now on, also if it never sends anything. */
    void greet(ActorRef<Lane.Command> lane) {
        lanes.computeIfAbsent(lane, any -> new Counter());
    }

    /** Whether a lane has been heard of and is not known to be gone. */
    boolean knows(ActorRef<Lane.Command> lane) {
        return lanes.containsKey(lane);
    }

    /** Gives each lane and the last number that was admitted from it. */
    void forEach(ObjLongConsumer<ActorRef<Lane.Command>> action) {
        lanes.forEach((lane, counter) -> action.accept(lane, counter.admitted));
    }

    void forget(ActorRef<Lane.Command> lane) {
        lanes.remove(lane);
    }

    void acknowledgeAll() {
        lanes.forEach(this::acknowledge);
    }

    private void acknowledge(ActorRef<Lane.Command> lane, Counter counter) {
        if (counter.admitted > counter.acknowledged) {
            counter.acknowledged = counter.admitted;
            lane.tell(new Lane.Admitted(epoch, counter.admitted));
        }
    }
}
