package io.hyperspace.provision;

import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Property;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.particle.PropertyRules;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.selector.PointHierarchy;
import io.hyperspace.space.selector.Selector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Registry in a map, for tests of what stands on the Registry. It keeps the contract but for grants; a
 * select takes every particle for a Base that all may see. */
public final class MapRegistry implements Registry {

    private volatile boolean hushed;
    private final Map<Point, ParticleRecord> records = new ConcurrentHashMap<>();
    private final Map<Point, Access> allowed = new ConcurrentHashMap<>();
    private volatile Function<Kind, PropertyRules> rules = kind -> PropertyRules.NONE;
    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger pages = new AtomicInteger();
    private final AtomicInteger decisions = new AtomicInteger();
    private volatile Runnable duringDecisions = () -> {};
    private volatile Assigning assigning = (point, star, call) -> call.get();
    private volatile Settling settling = (point, status, call) -> call.get();
    private volatile CompletionStage<?> answersAfter = CompletableFuture.completedFuture(null);
    private volatile boolean held = true;
    private final AtomicLong lapses = new AtomicLong();

    /** Whether records can be read without waiting. */
    public volatile boolean isNear;

    /** What every agent but the hyperuser may do with a point; nothing until it is said. */
    public void allow(Point point, Access access) {
        allowed.put(point, access);
        listeners.forEach(listener -> listener.changed(new Change.OfAccess(point)));
    }

    /** As {@link #allow}, but this Machine is not told of it. */
    public void allowUnheard(Point point, Access access) {
        allowed.put(point, access);
    }

    /** Does something between looking up what an agent may do and answering it. */
    public void duringDecisions(Runnable action) {
        duringDecisions = action;
    }

    /** Stands between whoever assigns a star and the Registry. */
    @FunctionalInterface
    public interface Assigning {
        /** @param call has the Registry do it */
        CompletionStage<ParticleRecord> assign(
                Point point, StarKey star, Supplier<CompletionStage<ParticleRecord>> call);
    }

    /** Puts something between those who assign stars and the Registry. */
    public void duringAssigning(Assigning between) {
        assigning = between;
    }

    /** Stands between whoever changes a status and the Registry. */
    @FunctionalInterface
    public interface Settling {
        /** @param call has the Registry do it */
        CompletionStage<ParticleRecord> set(Point point, Status status, Supplier<CompletionStage<ParticleRecord>> call);
    }

    /** Puts something between those who change a status and the Registry. */
    public void duringStatus(Settling between) {
        settling = between;
    }

    /** Lets records and decisions be answered only after a stage, as they were when they were asked for. */
    public void answerAfter(CompletionStage<?> stage) {
        answersAfter = stage;
    }

    /** Takes the lease away, or gives it back. */
    public void lease(boolean isHeld) {
        if (isHeld && !held) {
            lapses.incrementAndGet();
        }
        held = isHeld;
    }

    @Override
    public Lease lease() {
        return new Lease() {
            @Override
            public boolean isHeld() {
                return held;
            }

            @Override
            public long lapses() {
                return lapses.get();
            }
        };
    }

    /** Whether the listeners of this Registry hear of nothing that comes to be. */
    public void hush(boolean isSilent) {
        hushed = isSilent;
    }

    /** Tells the listeners of a change that was made elsewhere. */
    public void tell(Change change) {
        listeners.forEach(listener -> listener.changed(change));
    }

    /** Takes a particle away. */
    public void remove(Point point) {
        ParticleRecord record = records.remove(point);
        if (record != null) {
            tell(new Change.OfRecord(point, record.incarnation(), Long.MAX_VALUE));
            tell(new Change.OfAccess(point));
        }
    }

    /** How often it was asked what an agent may do. */
    public int decisions() {
        return decisions.get();
    }

    /** How many pages were selected. */
    public int pages() {
        return pages.get();
    }

    /** How often records were read. */
    public int reads() {
        return reads.get();
    }

    @Override
    public CompletionStage<Registered> register(Registration registration) {
        PropertyRules own = rules.apply(registration.kind());
        List<PropertyChange> properties = own.completed(registration.properties());
        Fault refusal = own.refusalOfNew(properties);
        if (refusal != null && !records.containsKey(registration.point())) {
            return failed(refusal);
        }
        ParticleRecord record = new ParticleRecord(
                registration.point(),
                Incarnation.next(),
                registration.kind(),
                registration.owner(),
                changed(Map.of(), properties),
                Status.READY,
                null,
                1);
        ParticleRecord before = records.putIfAbsent(registration.point(), record);
        if (before == null) {
            tellOfArrival(new Change.OfArrival(record.point(), record.incarnation()));
            return done(new Registered(record, true));
        }
        return registration.strategy() == Command.Strategy.ENSURE
                        && before.kind().equals(registration.kind())
                ? done(new Registered(before, false))
                : failed(Faults.taken(before.point().toString()));
    }

    private void tellOfArrival(Change.OfArrival arrival) {
        if (!hushed) {
            tell(arrival);
        }
    }

    @Override
    public CompletionStage<List<Registered>> registerAll(List<Registration> registrations) {
        List<Registered> all = new ArrayList<>();
        registrations.forEach(registration ->
                all.add(register(registration).toCompletableFuture().join()));
        return done(all);
    }

    @Override
    public CompletionStage<ParticleRecord> record(Point point) {
        reads.incrementAndGet();
        ParticleRecord record = records.get(point);
        return answersAfter.thenCompose(
                any -> record == null ? failed(Faults.noSuchPoint(point.toString())) : done(record));
    }

    @Override
    public @Nullable ParticleRecord near(Point point) {
        return isNear ? records.get(point) : null;
    }

    @Override
    public CompletionStage<ParticleRecord> assign(
            Point point, Incarnation incarnation, long expectedEpoch, StarKey star) {
        return assigning.assign(point, star, () -> assignNow(point, expectedEpoch, star));
    }

    private CompletionStage<ParticleRecord> assignNow(Point point, long expectedEpoch, StarKey star) {
        return change(point, record -> {
            long epoch = record.location() == null ? 0 : record.location().epoch();
            return epoch == expectedEpoch
                    ? with(record, record.properties(), record.status(), new Location(star, epoch + 1))
                    : record;
        });
    }

    @Override
    public CompletionStage<Set<Incarnation>> living(Collection<Incarnation> some) {
        return CompletableFuture.completedFuture(records.values().stream()
                .map(ParticleRecord::incarnation)
                .filter(some::contains)
                .collect(Collectors.toSet()));
    }

    @Override
    public CompletionStage<ParticleRecord> setStatus(Point point, Incarnation incarnation, Status status) {
        return settling.set(
                point,
                status,
                () -> change(point, record -> with(record, record.properties(), status, record.location())));
    }

    @Override
    public CompletionStage<ParticleRecord> setProperties(Point point, List<PropertyChange> changes) {
        ParticleRecord there = records.get(point);
        Fault refusal = there == null ? null : rules.apply(there.kind()).refusalOfChange(changes);
        if (refusal != null) {
            return failed(refusal);
        }
        return change(
                point,
                record -> with(record, changed(record.properties(), changes), record.status(), record.location()));
    }

    @Override
    public CompletionStage<ParticleRecord> chown(Point point, Agent owner) {
        throw new UnsupportedOperationException("no owners change here");
    }

    @Override
    public CompletionStage<Deleted> delete(Point point) {
        throw new UnsupportedOperationException("nothing is deleted here");
    }

    @Override
    public CompletionStage<HistoryPage> history(Point point, @Nullable String after, int limit) {
        throw new UnsupportedOperationException("no history here");
    }

    @Override
    public CompletionStage<Long> next(Point parent) {
        throw new UnsupportedOperationException("no sequences here");
    }

    @Override
    public CompletionStage<PointHierarchy> query(Point point) {
        return records.containsKey(point) ? done(hierarchy(point)) : failed(Faults.noSuchPoint(point.toString()));
    }

    @Override
    public CompletionStage<Page> select(Query query, @Nullable String after, int limit) {
        pages.incrementAndGet();
        List<Stub> stubs = records.values().stream()
                .map(ParticleRecord::stub)
                .sorted(Comparator.comparing(Stub::point))
                .filter(stub -> after == null || stub.point().toString().compareTo(after) > 0)
                .filter(stub -> query.selector().matches(hierarchy(stub.point())))
                .limit(limit + 1L)
                .toList();
        return stubs.size() <= limit
                ? done(new Page(stubs, null))
                : done(new Page(
                        stubs.subList(0, limit), stubs.get(limit - 1).point().toString()));
    }

    private static PointHierarchy hierarchy(Point point) {
        return new PointHierarchy(point, Collections.nCopies(point.segments().size(), Kind.BASE));
    }

    @Override
    public CompletionStage<Grant> grant(Grant grant) {
        throw new UnsupportedOperationException("no grants here");
    }

    @Override
    public CompletionStage<Grant> grant(Ulid id) {
        throw new UnsupportedOperationException("no grants here");
    }

    @Override
    public CompletionStage<Grant> revoke(Ulid id) {
        throw new UnsupportedOperationException("no grants here");
    }

    @Override
    public CompletionStage<List<Grant>> grants(Selector on, @Nullable Agent to, int limit) {
        throw new UnsupportedOperationException("no grants here");
    }

    @Override
    public CompletionStage<Access> access(Agent agent, Point point) {
        decisions.incrementAndGet();
        Access access = agent instanceof Agent.Hyperuser ? Access.SUPER : allowed.getOrDefault(point, Access.NOTHING);
        duringDecisions.run();
        return answersAfter.thenApply(any -> access);
    }

    @Override
    public void rules(Function<Kind, PropertyRules> kinds) {
        this.rules = kinds;
    }

    @Override
    public void onChange(ChangeListener listener) {
        listeners.add(listener);
    }

    /** Registers a particle without a star, for a test to start from. */
    public ParticleRecord create(String point, Kind kind) {
        Registration registration =
                new Registration(Point.parse(point), kind, Agent.HYPERUSER, List.of(), Command.Strategy.COMMIT);
        return register(registration).toCompletableFuture().join().record();
    }

    private CompletionStage<ParticleRecord> change(Point point, UnaryOperator<ParticleRecord> change) {
        ParticleRecord record = records.computeIfPresent(point, (key, before) -> change.apply(before));
        if (record == null) {
            return failed(Faults.noSuchPoint(point.toString()));
        }
        listeners.forEach(listener -> listener.recorded(record));
        return done(record);
    }

    private static ParticleRecord with(
            ParticleRecord record, Map<String, Property> properties, Status status, @Nullable Location location) {
        return new ParticleRecord(
                record.point(),
                record.incarnation(),
                record.kind(),
                record.owner(),
                properties,
                status,
                location,
                record.revision() + 1);
    }

    private static Map<String, Property> changed(Map<String, Property> before, List<PropertyChange> changes) {
        Map<String, Property> after = new HashMap<>(before);
        for (PropertyChange change : changes) {
            if (change instanceof PropertyChange.Set set) {
                after.put(set.key(), new Property(set.value(), set.lock()));
            } else {
                after.remove(change.key());
            }
        }
        return after;
    }

    private static <T> CompletionStage<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }

    private static <T> CompletionStage<T> failed(Fault fault) {
        return CompletableFuture.failedFuture(fault.toException());
    }
}
