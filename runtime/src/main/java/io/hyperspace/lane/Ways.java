package io.hyperspace.lane;

import com.github.benmanes.caffeine.cache.Cache;
import io.hyperspace.provision.Caches;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.StampedLock;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The ways that senders of this Machine share. A way is used only while its particle's placement is the same and no wave
 * to its target is still on its way through the lane table, for that one comes first.
 *
 * <p>A sender looks up the way and gives the wave to the lane under a read lock, which others share. So the lane table,
 * when it has sent all new waves to a target to itself, can see to it that none is on the old way that the lane has not
 * got: it takes the write lock once, for as long as it takes to put a message into a mailbox.
 */
final class Ways {

    private static final int STRIPES = 64;

    private final Cache<Point, Way> cache;
    private final RegistryView view;
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
            ActorRef<Lane.Command> lane = finding.containsKey(target) ? null : known(target);
            if (lane == null) {
                return false;
            }
            lane.tell(send);
            return true;
        } finally {
            lock.unlockRead(stamp);
        }
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
        if (way == null) {
            return null;
        }
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

    void put(Point target, Way way) {
        cache.put(target, way);
    }
}
