package io.hyperspace.provision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * This Machine's copy of what it needs of the Registry: records by point, and decisions on access. It is a concurrent
 * map rather than an actor, so that a look-up on the message path costs no message. Both caches are bounded.
 *
 * <p>Invariants: a record never gives way to an older one, and a decision on access is used only while no change came
 * after the moment it was asked for.
 */
public final class RegistryView implements Registry.ChangeListener {

    /** Changes are counted for points with the same low bits together; more stripes, fewer needless reads. */
    private static final int STRIPES = 1024;

    private final Registry registry;
    private final Cache<Point, ParticleRecord> records;
    private final Cache<AccessKey, Decision> decisions;
    private final ConcurrentMap<Point, CompletableFuture<ParticleRecord>> loading = new ConcurrentHashMap<>();
    private final ConcurrentMap<Question, CompletableFuture<Access>> deciding = new ConcurrentHashMap<>();
    private final AtomicLong accessChanges = new AtomicLong();
    private final AtomicLongArray recordChanges = new AtomicLongArray(STRIPES);

    private record AccessKey(Agent agent, Point point) {}

    private record Question(Agent agent, Point point, long changes) {}

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
        long before = changesOf(point);
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
        if (changesOf(record.point()) == before) {
            keep(record);
            if (changesOf(record.point()) != before) {
                records.asMap().remove(record.point(), record);
            }
        }
        return record;
    }

    private long changesOf(Point point) {
        return recordChanges.get(stripe(point));
    }

    private static int stripe(Point point) {
        return point.hashCode() & (STRIPES - 1);
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
        return decide(new Question(agent, point, accessChanges.get()));
    }

    /** Those who ask the same while nothing has changed share one answer. */
    private CompletionStage<Access> decide(Question question) {
        CompletableFuture<Access> mine = new CompletableFuture<>();
        CompletableFuture<Access> theirs = deciding.putIfAbsent(question, mine);
        if (theirs != null) {
            return theirs;
        }
        Point point = question.point();
        registry.access(question.agent(), point).whenComplete((access, failure) -> {
            deciding.remove(question, mine);
            if (failure != null) {
                mine.completeExceptionally(failure);
                return;
            }
            if (records.getIfPresent(point) != null) {
                decisions.put(new AccessKey(question.agent(), point), new Decision(access, question.changes()));
            }
            mine.complete(access);
        });
        return mine;
    }

    @Override
    public void recordChanged(ParticleRecord record) {
        recordChanges.incrementAndGet(stripe(record.point()));
        keep(record);
    }

    @Override
    public void recordGone(Point point, Incarnation incarnation) {
        recordChanges.incrementAndGet(stripe(point));
        records.asMap()
                .computeIfPresent(point, (key, record) -> record.incarnation().equals(incarnation) ? null : record);
    }

    @Override
    public void accessChanged(Ulid change) {
        accessChanges.incrementAndGet();
    }
}
