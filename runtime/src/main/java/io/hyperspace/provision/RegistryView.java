package io.hyperspace.provision;

import com.github.benmanes.caffeine.cache.Cache;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Permission;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * This Machine's copy of what it needs of the Registry: records by point, and decisions on access. It is a concurrent
 * map rather than an actor, so that a look-up on the message path costs no message. Both caches are bounded.
 *
 * <p>Invariants, for a change that {@link #changed} has been told of:
 *
 * <ul>
 *   <li>Once it has returned, no copy and no decision read before the change is found here, and none that somebody else
 *       holds {@linkplain #isCurrent is current}.
 *   <li>An answer that was on its way meanwhile is not kept, for the epoch moved after it was asked for.
 *   <li>This rests on {@link Epochs} alone; what the caches evict is only read again.
 *   <li>What {@link #read} and {@link #decide} give was read after they were called, so a refusal that rests on it is not
 *       older than the question.
 * </ul>
 */
public final class RegistryView implements Registry.ChangeListener {

    private final Registry registry;
    private final Lease lease;
    private final Epochs epochs;
    private final Cache<Point, Kept> records;
    private final Cache<Question, Decision> decisions;
    /** For questions about children of the point. */
    private final Cache<Question, Siblings> siblings;

    private final NextRead<Point, Copy> recordReads;
    private final NextRead<Question, Decision> accessReads;

    private record Question(Agent agent, Point point) {}

    /** @param epoch as of a {@link Decision} on any of them, for what lies in one space shares it */
    private record Siblings(InheritedAccess access, long epoch) {
        int weight() {
            return 1 + access.size();
        }
    }

    /** A record, good while nothing happened that makes everything doubtful; its own changes remove it. */
    private record Kept(ParticleRecord record, long everything) {}

    /**
     * @param maxRecords how many records are copied at most
     * @param maxDecisions how many decisions are remembered at most, and how much all together that decides about the
     *     children of points
     * @param maxReads how many points, and how many decisions, are read at once; one more is refused with 503
     * @param keep for how long a copy and a decision are kept that nobody uses
     */
    public RegistryView(Registry registry, long maxRecords, long maxDecisions, int maxReads, Duration keep) {
        this.registry = registry;
        this.lease = registry.lease();
        this.epochs = new Epochs(lease);
        this.records = Caches.of(maxRecords, keep);
        this.decisions = Caches.of(maxDecisions, keep);
        this.siblings = Caches.weighed(maxDecisions, keep, (question, rules) -> rules.weight());
        this.recordReads = new NextRead<>("the table of records being read", maxReads, this::readRecord);
        this.accessReads = new NextRead<>("the table of decisions being read", maxReads, this::readDecision);
        registry.onChange(this);
    }

    /** Whether this Machine may act on what is here. */
    public boolean holdsLease() {
        return lease.isHeld();
    }

    /** The copy of a record, or null when this Machine has none. */
    public @Nullable ParticleRecord cached(Point point) {
        Kept kept = records.getIfPresent(point);
        return kept == null || kept.everything() != epochs.ofEverything() ? null : kept.record();
    }

    /** The copy of a record with its epoch, or null when this Machine has none. */
    public @Nullable Copy cachedCopy(Point point) {
        long epoch = epochs.ofRecord(point);
        ParticleRecord record = cached(point);
        return record == null ? null : new Copy(record, epoch);
    }

    /** The record of a point, from the copy or from its directory. */
    public CompletionStage<ParticleRecord> record(Point point) {
        return copy(point).thenApply(Copy::record);
    }

    /** The record of a point, from the copy or from its directory. */
    public CompletionStage<Copy> copy(Point point) {
        Copy copy = cachedCopy(point);
        return copy == null ? read(point) : CompletableFuture.completedFuture(copy);
    }

    /** The record of a point, from the copy or from its directory, if that needs no waiting; else null. */
    public @Nullable ParticleRecord near(Point point) {
        ParticleRecord copy = cached(point);
        if (copy != null) {
            return copy;
        }
        Copy near = readNear(point);
        return near == null ? null : near.record();
    }

    /** The record of a point as its directory has it now; 404 when there is none now. */
    public CompletionStage<Copy> read(Point point) {
        Copy near = readNear(point);
        return near == null ? recordReads.ask(point) : CompletableFuture.completedFuture(near);
    }

    private @Nullable Copy readNear(Point point) {
        long everything = epochs.ofEverything();
        long epoch = epochs.ofRecord(point);
        ParticleRecord record = registry.near(point);
        if (record == null) {
            return null;
        }
        keep(record, everything, epoch);
        return new Copy(record, epoch);
    }

    private CompletionStage<Copy> readRecord(Point point) {
        long everything = epochs.ofEverything();
        long epoch = epochs.ofRecord(point);
        return registry.record(point).thenApply(record -> {
            keep(record, everything, epoch);
            return new Copy(record, epoch);
        });
    }

    /** Whether no change of a record has been told of since it was copied. */
    public boolean isCurrent(Copy copy) {
        return copy.epoch() == epochs.ofRecord(copy.record().point());
    }

    /**
     * Takes up a record that the Registry answers to something else than a read.
     *
     * @param call asks the Registry about the point
     */
    public CompletionStage<Copy> learn(Point point, Supplier<CompletionStage<ParticleRecord>> call) {
        long everything = epochs.ofEverything();
        long epoch = epochs.ofRecord(point);
        return call.get().thenApply(record -> {
            keep(record, everything, epoch);
            return new Copy(record, epoch);
        });
    }

    /** Keeps what was read unless the epoch has moved since before it was asked for. */
    private void keep(ParticleRecord record, long everything, long epoch) {
        records.asMap()
                .compute(
                        record.point(),
                        (point, there) ->
                                epochs.ofRecord(point) == epoch ? newer(there, new Kept(record, everything)) : there);
    }

    private static Kept newer(@Nullable Kept there, Kept kept) {
        return there != null
                        && there.everything() == kept.everything()
                        && reaches(
                                there.record(),
                                kept.record().incarnation(),
                                kept.record().revision())
                ? there
                : kept;
    }

    private static boolean reaches(ParticleRecord record, Incarnation incarnation, long revision) {
        return record.incarnation().equals(incarnation) && record.revision() >= revision;
    }

    /** The decision on access that this Machine holds, or null when it holds none that is still good. */
    public @Nullable Access cachedAccess(Agent agent, Point point) {
        if (agent instanceof Agent.Hyperuser) {
            return Access.SUPER;
        }
        Decision decision = cachedDecision(agent, point);
        return decision == null ? null : decision.access();
    }

    /** The decision that this Machine holds, or null when it holds none that is still good. */
    public @Nullable Decision cachedDecision(Agent agent, Point point) {
        Decision decision = decisions.getIfPresent(new Question(agent, point));
        return decision == null || !isCurrent(decision) ? null : decision;
    }

    /**
     * A decision on a particle that is good now, made without a look into the Registry from what was read for one of its
     * siblings; null when nothing was, or when the particle has rules of its own.
     *
     * @param copy of its record; one that is not current decides nothing
     */
    public @Nullable Decision inherited(Agent agent, Copy copy) {
        ParticleRecord record = copy.record();
        Question parent = record.hasGrants() ? null : ofParent(agent, record.point());
        Siblings known = parent == null ? null : siblings.getIfPresent(parent);
        if (known == null || known.epoch() != epochs.ofDecision(agent, record.point()) || !isCurrent(copy)) {
            return null;
        }
        return new Decision(agent, record.point(), known.access().of(record), known.epoch());
    }

    /** What lies below ROOT shares no epoch. A file may lie several segments below its parent, and grants between them. */
    private static @Nullable Question ofParent(Agent agent, Point point) {
        Point parent = point.isFile() ? null : point.parent();
        return parent == null || parent.isRoot() ? null : new Question(agent, parent);
    }

    /** What an agent may do with a point by the rules of now. Those who ask the same at once share a read. */
    public CompletionStage<Decision> decide(Agent agent, Point point) {
        return accessReads.ask(new Question(agent, point));
    }

    /** What an agent may do with a point: read anew, unless it may do everything by a decision that is still good. */
    public CompletionStage<Access> access(Agent agent, Point point) {
        Access copy = cachedAccess(agent, point);
        return copy != null && copy.isSuper()
                ? CompletableFuture.completedFuture(copy)
                : decide(agent, point).thenApply(Decision::access);
    }

    /**
     * What an agent may do with a point: by a decision that is good now if that allows what is needed, for the agent could do
     * it now; else read anew, so nobody is refused for want of a right by what was read before. A Machine that does not hold
     * its lease has no decisions that are good.
     */
    public CompletionStage<Access> access(Agent agent, Point point, Permission needed) {
        if (!lease.isHeld()) {
            return access(agent, point);
        }
        Access known = cachedAccess(agent, point);
        if (known == null) {
            Copy copy = cachedCopy(point);
            Decision inherited = copy == null ? null : inherited(agent, copy);
            known = inherited == null ? null : inherited.access();
        }
        return known != null && known.may(needed) ? CompletableFuture.completedFuture(known) : access(agent, point);
    }

    /** A decision is kept only for a point that is known to be there, for what comes to be brings rules along. */
    private CompletionStage<Decision> readDecision(Question question) {
        long epoch = epochs.ofDecision(question.agent(), question.point());
        boolean isThere = cached(question.point()) != null;
        return registry.ruling(question.agent(), question.point()).thenApply(ruling -> {
            Decision decision = new Decision(question.agent(), question.point(), ruling.access(), epoch);
            if (isThere) {
                decisions.put(question, decision);
            }
            Question parent = ofParent(question.agent(), question.point());
            if (parent != null && ruling.siblings() != null) {
                siblings.put(parent, new Siblings(ruling.siblings(), epoch));
            }
            return decision;
        });
    }

    /**
     * Keeps a decision on a point that is there, as whoever runs the particle knows: the copy of its record may have been
     * dropped here, because nobody of this Machine sends to it.
     */
    public void keep(Decision decision) {
        decisions.put(new Question(decision.agent(), decision.point()), decision);
    }

    /** Whether nothing has been told of, since a decision was asked for, that it may rest on. */
    public boolean isCurrent(Decision decision) {
        return decision.epoch() == epochs.ofDecision(decision.agent(), decision.point());
    }

    @Override
    public void changed(Change change) {
        if (change instanceof Change.OfRecord record) {
            recordChanged(record);
        } else if (change instanceof Change.OfAccess access) {
            epochs.accessChanged(access.anchor());
        } else if (change instanceof Change.OfAgent agent) {
            epochs.agentChanged(agent.agent());
        } else if (change instanceof Change.OfEverything) {
            epochs.everythingChanged();
        }
    }

    /**
     * The epoch moves before the copy goes, so that no old answer is kept after that, and again afterwards, so that
     * whoever found the copy while it went holds it with an epoch that is over.
     */
    private void recordChanged(Change.OfRecord change) {
        epochs.recordChanged(change.point());
        records.asMap()
                .computeIfPresent(
                        change.point(),
                        (point, there) ->
                                reaches(there.record(), change.incarnation(), change.revision()) ? there : null);
        epochs.recordChanged(change.point());
    }

    @Override
    public void recorded(ParticleRecord record) {
        long everything = epochs.ofEverything();
        epochs.recordChanged(record.point());
        records.asMap().compute(record.point(), (point, there) -> newer(there, new Kept(record, everything)));
        epochs.recordChanged(record.point());
    }
}
