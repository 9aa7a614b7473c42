package io.hyperspace.lane;

import com.github.benmanes.caffeine.cache.Cache;
import io.hyperspace.provision.Caches;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.trace.TracedWave;
import io.hyperspace.space.wave.Directed;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.StampedLock;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The ways that senders of this Machine share. A way is used only while its particle's placement is the same and no wave
 * to its target is still on its way through the lane table, for that one comes first. A sender makes a way itself if none is
 * remembered, the particle's place can be said without waiting, and there is a lane to its star; two that make one at once
 * make the same, or the second leaves it to the lane table.
 *
 * <p>A sender looks up the way and gives the wave to the lane under a read lock, which others share. So the lane table,
 * when it has sent all new waves to a target to itself, can see to it that none is on the old way that the lane has not
 * got: it takes the write lock once, for as long as it takes to put a message into a mailbox.
 */
final class Ways {

    private static final int STRIPES = 64;

    private final Cache<Point, Way> cache;
    private final RegistryView view;
    private final ConcurrentMap<StarKey, ActorRef<Lane.Command>> lanes = new ConcurrentHashMap<>();
    private final ConcurrentMap<Point, Integer> finding = new ConcurrentHashMap<>();
    private final StampedLock[] locks = new StampedLock[STRIPES];

    /** A way that is known: the particle's placement and the lane to its star. */
    record Way(Location location, ActorRef<Lane.Command> lane) {}

    Ways(RegistryView view, long limit, Duration keep) {
        this.view = view;
        this.cache = Caches.of(limit, keep);
        Arrays.setAll(locks, i -> new StampedLock());
    }

    /** Gives a wave that need not wait for others to its lane; false when its way is not known. */
    boolean send(Lane.Send send) {
        Point target = send.target();
        StampedLock lock = lock(target);
        long stamp = lock.readLock();
        try {
            ActorRef<Lane.Command> lane = finding.containsKey(target) ? null : knownOrMade(target, send.wave());
            if (lane == null) {
                return false;
            }
            lane.tell(send);
            return true;
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** Who is to hear that a tracked wave was located must not be called under a lock, so the lane table does that. */
    private @Nullable ActorRef<Lane.Command> knownOrMade(Point target, Directed wave) {
        Way way = cache.getIfPresent(target);
        if (way != null) {
            return right(way, target);
        }
        return TracedWave.of(wave) == null ? made(target) : null;
    }

    private @Nullable ActorRef<Lane.Command> made(Point target) {
        ParticleRecord record = view.near(target);
        Location location = record == null ? null : record.location();
        ActorRef<Lane.Command> lane = location == null ? null : lanes.get(location.star());
        boolean isMade = location != null && lane != null && putFirst(target, new Way(location, lane));
        return isMade ? lane : null;
    }

    /** The lane to a star; null when there is none yet. */
    @Nullable ActorRef<Lane.Command> lane(StarKey star) {
        return lanes.get(star);
    }

    /** There is a lane to a star from now on. */
    void opened(StarKey star, ActorRef<Lane.Command> lane) {
        lanes.put(star, lane);
    }

    /** All lanes that there are. */
    List<ActorRef<Lane.Command>> lanes() {
        return List.copyOf(lanes.values());
    }

    /** Waits for whoever is giving a wave to a lane; called after {@link #begin}, so that none follows. */
    void settle(Point target) {
        StampedLock lock = lock(target);
        lock.unlockWrite(lock.writeLock());
    }

    private StampedLock lock(Point target) {
        int hash = target.hashCode();
        return locks[(hash ^ (hash >>> 16)) & (STRIPES - 1)];
    }

    /** The lane of a way that is known and still right, or null. */
    @Nullable ActorRef<Lane.Command> known(Point target) {
        Way way = cache.getIfPresent(target);
        return way == null ? null : right(way, target);
    }

    private @Nullable ActorRef<Lane.Command> right(Way way, Point target) {
        ParticleRecord record = view.cached(target);
        return record != null && way.location().equals(record.location()) ? way.lane() : null;
    }

    /** The lane of the way that was used last, whether or not it is still right; null when there is none. */
    @Nullable ActorRef<Lane.Command> last(Point target) {
        Way way = cache.getIfPresent(target);
        return way == null ? null : way.lane();
    }

    /** Counts a wave that goes through the lane table; called before it is sent there. */
    void begin(Point target) {
        finding.merge(target, 1, Integer::sum);
    }

    /** Counts it off once it was given to the lane or refused. */
    void end(Point target) {
        finding.computeIfPresent(target, (any, count) -> count == 1 ? null : count - 1);
    }

    /** Remembers a way unless another is; false when that is so. */
    boolean putFirst(Point target, Way way) {
        Way there = cache.asMap().putIfAbsent(target, way);
        return there == null || there.equals(way);
    }

    void put(Point target, Way way) {
        cache.put(target, way);
    }
}
