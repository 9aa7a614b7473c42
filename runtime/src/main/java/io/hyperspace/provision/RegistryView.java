package io.hyperspace.provision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * This Machine's copy of what it needs of the Registry: records by point, and decisions on access. It is a concurrent
 * map rather than an actor, so that a look-up on the message path costs no message. Both caches are bounded.
 *
 * <p>Invariants: a record never gives way to an older one, and a decision on access is used only while no change came
 * after the moment it was asked for.
 */
public final class RegistryView implements Registry.ChangeListener {

    private final Registry registry;
    private final Cache<Point, ParticleRecord> records;
    private final Cache<AccessKey, Decision> decisions;
    private final ConcurrentMap<Point, CompletableFuture<ParticleRecord>> loading = new ConcurrentHashMap<>();
    private final AtomicLong accessChanges = new AtomicLong();
    private final AtomicLong recordChanges = new AtomicLong();

    private record AccessKey(Agent agent, Point point) {}

    private record Decision(Access access, long changes) {}

    public RegistryView(Registry registry, long maxRecords, long maxDecisions) {
        this.registry = registry;
        this.records = Caffeine.newBuilder().maximumSize(maxRecords).build();
        this.decisions = Caffeine.newBuilder().maximumSize(maxDecisions).build();
        registry.onChange(this);
    }

    /** The copy of a record, or null when this Machine has none. */
    public @Nullable ParticleRecord cached(Point point) {
        return records.getIfPresent(point);
    }

    /** The record of a point, from the copy or from its directory; callers that ask at the same time share one read. */
    public CompletionStage<ParticleRecord> record(Point point) {
        ParticleRecord copy = records.getIfPresent(point);
        return copy == null ? read(point) : CompletableFuture.completedFuture(copy);
    }

    private CompletionStage<ParticleRecord> read(Point point) {
        CompletableFuture<ParticleRecord> mine = new CompletableFuture<>();
        CompletableFuture<ParticleRecord> theirs = loading.putIfAbsent(point, mine);
        if (theirs != null) {
            return theirs;
        }
        long before = recordChanges.get();
        registry.record(point).whenComplete((record, failure) -> {
            loading.remove(point, mine);
            if (failure == null) {
                mine.complete(keepUnlessChangedSince(before, record));
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }

    private ParticleRecord keepUnlessChangedSince(long before, ParticleRecord record) {
        if (recordChanges.get() == before) {
            keep(record);
            if (recordChanges.get() != before) {
                records.asMap().remove(record.point(), record);
            }
        }
        return record;
    }

    private ParticleRecord keep(ParticleRecord record) {
        return records.asMap().merge(record.point(), record, RegistryView::newer);
    }

    private static ParticleRecord newer(ParticleRecord a, ParticleRecord b) {
        int byIncarnation = a.incarnation().ulid().compareTo(b.incarnation().ulid());
        if (byIncarnation != 0) {
            return byIncarnation > 0 ? a : b;
        }
        return a.revision() >= b.revision() ? a : b;
    }

    /** The decision on access that this Machine holds, or null when it holds none that is still good. */
    public @Nullable Access cachedAccess(Agent agent, Point point) {
        if (agent instanceof Agent.Hyperuser) {
            return Access.SUPER;
        }
        Decision decision = decisions.getIfPresent(new AccessKey(agent, point));
        return decision == null || decision.changes() != accessChanges.get() ? null : decision.access();
    }

    /** What an agent may do with a point, from the copy or from the Registry. */
    public CompletionStage<Access> access(Agent agent, Point point) {
        Access copy = cachedAccess(agent, point);
        if (copy != null) {
            return CompletableFuture.completedFuture(copy);
        }
        long before = accessChanges.get();
        return registry.access(agent, point).thenApply(access -> {
            if (records.getIfPresent(point) != null) {
                decisions.put(new AccessKey(agent, point), new Decision(access, before));
            }
            return access;
        });
    }

    @Override
    public void recordChanged(ParticleRecord record) {
        recordChanges.incrementAndGet();
        keep(record);
    }

    @Override
    public void accessChanged(Ulid change) {
        accessChanges.incrementAndGet();
    }
}
