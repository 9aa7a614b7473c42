package io.hyperspace.delivery;

import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.WaveId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * How durable waves get to the outboxes of their stars: straight if that is near, else by way of sharding, which may take
 * its time. Belongs to one actor.
 *
 * <p>Invariants: no wave overtakes another to the same star; once an outbox is near, no further wave takes the long way to
 * it. What comes while others are still on the long way waits here until the outbox has said something of each, and then goes
 * straight, so that a single wave that went the long way does not have all go it that come while it is under way. What follows
 * a large wave of the same sender to the same target waits until that has arrived, see {@link LargeFirst}.
 */
final class OutboxWays {

    private final Outboxes outboxes;
    private final LargeFirst large = new LargeFirst();
    private final Map<StarKey, Crossing> crossings = new HashMap<>();

    /** Waves to one star that are on the long way, and those that wait for them. */
    private static final class Crossing {
        private final Set<WaveId> underWay = new HashSet<>();
        private final Map<WaveId, Keep> waiting = new LinkedHashMap<>();
    }

    OutboxWays(Outboxes outboxes) {
        this.outboxes = outboxes;
    }

    /** Gives a wave to its star's outbox, or does so again. */
    void give(StarKey star, Keep keep) {
        if (large.waits(keep.wave())) {
            return;
        }
        ActorRef<StarOutbox.Command> near = outboxes.near(star);
        Crossing crossing = crossings.get(star);
        if (crossing != null && crossing.underWay.contains(keep.wave().id())) {
            send(star, keep);
        } else if (near == null) {
            cross(star, keep);
        } else if (crossing == null) {
            near.tell(keep);
        } else {
            crossing.waiting.put(keep.wave().id(), keep);
        }
    }

    private void cross(StarKey star, Keep keep) {
        Crossing crossing = crossings.computeIfAbsent(star, any -> new Crossing());
        crossing.waiting.putIfAbsent(keep.wave().id(), keep);
        crossing.waiting.forEach((wave, next) -> {
            crossing.underWay.add(wave);
            send(star, next);
        });
        crossing.waiting.clear();
    }

    /** What follows a large one of the same sender to the same target waits: large ones go on a way of their own. */
    private void send(StarKey star, Keep keep) {
        if (!large.waits(keep.wave()) && outboxes.keep(star, keep)) {
            large.begin(keep.wave());
        }
    }

    /** A wave has arrived, was refused, or ended otherwise. Gives those that waited for it and are to be given again, in order. */
    List<WaveId> over(Directed wave) {
        return large.end(wave);
    }

    /** The outbox has said something of a wave, or the wave has ended, or it goes to another star. */
    void ended(@Nullable StarKey star, WaveId wave) {
        Crossing crossing = star == null ? null : crossings.get(star);
        if (crossing == null || star == null) {
            return;
        }
        crossing.waiting.remove(wave);
        crossing.underWay.remove(wave);
        if (crossing.underWay.isEmpty()) {
            crossings.remove(star);
            List<Keep> waited = new ArrayList<>(crossing.waiting.values());
            waited.forEach(keep -> give(star, keep));
        }
    }
}
