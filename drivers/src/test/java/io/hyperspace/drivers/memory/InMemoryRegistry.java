package io.hyperspace.drivers.memory;

import io.hyperspace.provision.Change;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KindRules;
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
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.selector.PointHierarchy;
import io.hyperspace.space.selector.Selector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Registry in a map under one lock, which makes every call atomic. It starts with ROOT and the global particles. */
public final class InMemoryRegistry implements Registry {

    private final TreeMap<Point, ParticleRecord> records = new TreeMap<>();
    private final Map<Point, Long> sequences = new HashMap<>();
    private final InMemoryGrants grants = new InMemoryGrants();
    private volatile Function<Kind, PropertyRules> rules = kind -> PropertyRules.NONE;
    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();

    public InMemoryRegistry() {
        put(Point.ROOT, Kind.ROOT);
        put(Point.parse("GLOBAL::executor"), Kind.GLOBAL);
        put(Point.parse("GLOBAL::registry"), Kind.GLOBAL);
    }

    private void put(Point point, Kind kind) {
        records.put(point, fresh(new Registration(point, kind, Agent.HYPERUSER, List.of(), Command.Strategy.COMMIT)));
    }

    @Override
    public CompletionStage<Registered> register(Registration registration) {
        return atomic(() -> {
            if (registration.strategy() == Command.Strategy.OVERRIDE && records.containsKey(registration.point())) {
                delete(registration.point());
            }
            Registered registered = check(registration);
            arrived(registered);
            return registered;
        });
    }

    @Override
    public CompletionStage<List<Registered>> registerAll(List<Registration> registrations) {
        return atomic(() -> {
            List<Registered> all = registrations.stream().map(this::check).toList();
            all.forEach(this::arrived);
            return all;
        });
    }

    private void arrived(Registered registered) {
        ParticleRecord record = registered.record();
        records.put(record.point(), record);
        if (registered.created()) {
            listeners.forEach(listener -> listener.changed(new Change.OfArrival(record.point(), record.incarnation())));
        }
    }

    private Registered check(Registration registration) {
        Point point = registration.point();
        ParticleRecord before = records.get(point);
        if (before == null) {
            ParticleRecord parent = find(point.parent() == null ? Point.ROOT : point.parent());
            if (!KindRules.mayHold(parent.kind(), registration.kind())) {
                throw Faults.mayNotHold(
                                parent.kind().toString(), registration.kind().toString())
                        .toException();
            }
            refuse(rules.apply(registration.kind()).refusalOfNew(completed(registration)));
            return new Registered(fresh(registration), true);
        }
        if (registration.strategy() != Command.Strategy.ENSURE) {
            throw Faults.taken(point.toString()).toException();
        }
        if (!before.kind().equals(registration.kind())) {
            throw Faults.takenByAnotherKind(point.toString(), before.kind().toString())
                    .toException();
        }
        return new Registered(before, false);
    }

    @Override
    public CompletionStage<ParticleRecord> record(Point point) {
        return atomic(() -> find(point));
    }

    @Override
    public CompletionStage<ParticleRecord> assign(
            Point point, Incarnation incarnation, long expectedEpoch, StarKey star) {
        return change(point, record -> {
            Location location = record.location();
            return expectedEpoch == (location == null ? 0 : location.epoch())
                    ? with(record, record.properties(), record.status(), new Location(star, expectedEpoch + 1))
                    : record;
        });
    }

    @Override
    public synchronized CompletionStage<Set<Incarnation>> living(Collection<Incarnation> some) {
        return CompletableFuture.completedFuture(records.values().stream()
                .map(ParticleRecord::incarnation)
                .filter(some::contains)
                .collect(Collectors.toSet()));
    }

    @Override
    public CompletionStage<ParticleRecord> setStatus(Point point, Incarnation incarnation, Status status) {
        return change(point, record -> {
            if (!record.incarnation().equals(incarnation)) {
                throw Faults.changedMeanwhile(point.toString()).toException();
            }
            return with(record, record.properties(), status, record.location());
        });
    }

    @Override
    public CompletionStage<ParticleRecord> setProperties(Point point, List<PropertyChange> changes) {
        return change(point, record -> {
            refuse(rules.apply(record.kind()).refusalOfChange(changes));
            Map<String, Property> changed = changed(record.kind(), record.properties(), changes);
            return with(record, changed, record.status(), record.location());
        });
    }

    @Override
    public CompletionStage<ParticleRecord> chown(Point point, Agent owner) {
        return change(
                point,
                record -> new ParticleRecord(
                        point,
                        record.incarnation(),
                        record.kind(),
                        owner,
                        record.properties(),
                        record.status(),
                        record.location(),
                        record.revision() + 1));
    }

    @Override
    public CompletionStage<Deleted> delete(Point point) {
        return atomic(() -> {
            find(point);
            List<Point> gone = new ArrayList<>(records.keySet());
            gone.removeIf(other -> !other.levels().contains(point));
            Collections.reverse(gone);
            gone.forEach(this::remove);
            return new Deleted(gone, gone.size());
        });
    }

    private void remove(Point point) {
        ParticleRecord record = Objects.requireNonNull(records.remove(point));
        listeners.forEach(
                listener -> listener.changed(new Change.OfRecord(point, record.incarnation(), Long.MAX_VALUE)));
    }

    @Override
    public CompletionStage<HistoryPage> history(Point point, @Nullable String after, int limit) {
        return atomic(() -> {
            ParticleRecord record = find(point);
            TreeMap<String, String> details =
                    new TreeMap<>(Map.of("kind", record.kind().toString()));
            return new HistoryPage(List.of(new Happening(0, record.incarnation(), 1, "registered", details)), null);
        });
    }

    @Override
    public CompletionStage<Long> next(Point parent) {
        return atomic(() -> sequences.merge(parent, 1L, Long::sum));
    }

    @Override
    public CompletionStage<PointHierarchy> query(Point point) {
        return atomic(() -> hierarchy(find(point).point()));
    }

    @Override
    public CompletionStage<Page> select(Query query, @Nullable String after, int limit) {
        Selector selector = query.selector();
        Agent agent = query.agent();
        return atomic(() -> {
            if (query.asOf() != null) {
                throw new IllegalArgumentException("the past is not kept here");
            }
            List<Stub> stubs = records.values().stream()
                    .filter(record -> after == null || record.point().toString().compareTo(after) > 0)
                    .filter(record -> selector.matches(hierarchy(record.point())))
                    .filter(record -> maySee(agent, record.point()))
                    .limit(limit + 1L)
                    .map(ParticleRecord::stub)
                    .toList();
            if (stubs.size() <= limit) {
                return new Page(stubs, null);
            }
            return new Page(
                    stubs.subList(0, limit), stubs.get(limit - 1).point().toString());
        });
    }

    private boolean maySee(Agent agent, Point point) {
        Point parent = point.parent();
        return accessNow(agent, parent == null ? point : parent).may(Permission.SELECT);
    }

    @Override
    public CompletionStage<Grant> grant(Grant grant) {
        return atomic(() -> {
            grants.add(grant);
            listeners.forEach(
                    listener -> listener.changed(new Change.OfAccess(grant.on().exactPrefix())));
            return grant;
        });
    }

    @Override
    public CompletionStage<Grant> grant(Ulid id) {
        return atomic(() -> grants.all().stream()
                .filter(grant -> grant.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        Fault.of(404, "E0217", "there is no grant '" + id + "'").toException()));
    }

    @Override
    public CompletionStage<Grant> revoke(Ulid id) {
        return grant(id).thenApply(grant -> {
            grants.remove(grant);
            listeners.forEach(
                    listener -> listener.changed(new Change.OfAccess(grant.on().exactPrefix())));
            return grant;
        });
    }

    @Override
    public CompletionStage<List<Grant>> grants(Selector on, @Nullable Agent to, int limit) {
        return atomic(() -> grants.all().stream()
                .filter(grant -> isNear(grant.on().exactPrefix(), on.exactPrefix()))
                .filter(grant -> to == null || InMemoryGrants.isFor(grant.to(), to, this::hierarchy))
                .limit(limit)
                .toList());
    }

    private static boolean isNear(Point one, Point other) {
        return one.levels().contains(other) || other.levels().contains(one);
    }

    @Override
    public CompletionStage<Access> access(Agent agent, Point point) {
        return atomic(() -> accessNow(agent, point));
    }

    private Access accessNow(Agent agent, Point point) {
        ParticleRecord record = records.get(point);
        Agent owner = record == null ? null : record.owner();
        return grants.access(agent, owner, hierarchy(point), this::hierarchy);
    }

    @Override
    public void rules(Function<Kind, PropertyRules> kinds) {
        this.rules = kinds;
    }

    @Override
    public void onChange(ChangeListener listener) {
        listeners.add(listener);
    }

    /** Registers a particle of the hyperuser's, for a test to start from. */
    public ParticleRecord create(String point, Kind kind) {
        return register(new Registration(Point.parse(point), kind, Agent.HYPERUSER, List.of(), Command.Strategy.COMMIT))
                .toCompletableFuture()
                .join()
                .record();
    }

    /** How many particles there are. */
    public synchronized int size() {
        return records.size();
    }

    private PointHierarchy hierarchy(Point point) {
        List<@Nullable Kind> kinds = new ArrayList<>();
        for (int i = 1; i <= point.segments().size(); i++) {
            ParticleRecord record = records.get(point.prefix(i));
            kinds.add(record == null ? null : record.kind());
        }
        return new PointHierarchy(point, kinds);
    }

    private ParticleRecord find(Point point) {
        ParticleRecord record = records.get(point);
        if (record == null) {
            throw Faults.noSuchPoint(point.toString()).toException();
        }
        return record;
    }

    private CompletionStage<ParticleRecord> change(Point point, UnaryOperator<ParticleRecord> change) {
        return atomic(() -> {
            ParticleRecord record = change.apply(find(point));
            records.put(point, record);
            listeners.forEach(listener -> listener.recorded(record));
            return record;
        });
    }

    private synchronized <T> CompletionStage<T> atomic(Supplier<T> work) {
        try {
            return CompletableFuture.completedFuture(work.get());
        } catch (HyperspaceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private List<PropertyChange> completed(Registration registration) {
        return rules.apply(registration.kind()).completed(registration.properties());
    }

    private static void refuse(@Nullable Fault refusal) {
        if (refusal != null) {
            throw refusal.toException();
        }
    }

    private ParticleRecord fresh(Registration registration) {
        return new ParticleRecord(
                registration.point(),
                Incarnation.next(),
                registration.kind(),
                registration.owner(),
                changed(registration.kind(), Map.of(), completed(registration)),
                Status.READY,
                null,
                1);
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

    private Map<String, Property> changed(Kind kind, Map<String, Property> before, List<PropertyChange> changes) {
        Map<String, Property> after = new HashMap<>(before);
        for (PropertyChange change : changes) {
            Property there = after.get(change.key());
            if (there != null && there.locked()) {
                Fault fault = Faults.lockedProperty(change.key());
                throw fault.toException();
            }
            if (change instanceof PropertyChange.Set set) {
                after.put(
                        set.key(),
                        new Property(set.value(), set.lock(), rules.apply(kind).isSecret(set.key())));
            } else {
                after.remove(change.key());
            }
        }
        return after;
    }
}
