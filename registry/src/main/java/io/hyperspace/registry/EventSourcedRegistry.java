package io.hyperspace.registry;

import com.typesafe.config.Config;
import io.hyperspace.provision.Registry;
import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.directory.ChangeFeed;
import io.hyperspace.registry.directory.Directories;
import io.hyperspace.registry.directory.DirectoryAnswer;
import io.hyperspace.registry.directory.DirectoryCommand;
import io.hyperspace.registry.directory.DirectoryId;
import io.hyperspace.registry.directory.DirectorySettings;
import io.hyperspace.registry.directory.Entry;
import io.hyperspace.registry.directory.GrantEntry;
import io.hyperspace.registry.index.Index;
import io.hyperspace.registry.index.IndexRow;
import io.hyperspace.registry.index.PointRange;
import io.hyperspace.registry.journal.DatabaseAccess;
import io.hyperspace.registry.security.AccessReader;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.selector.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * The Registry over directories and their index. The index finds the way to a directory; what a directory says counts.
 * Index rows are written in the transaction of their event, so whoever was answered finds what was stored.
 */
public final class EventSourcedRegistry implements Registry {

    private final Database database;
    private final RegistrySettings settings;
    private final DirectoryCalls calls;
    private final ChangeFeed changes;

    private EventSourcedRegistry(
            Database database, RegistrySettings settings, DirectoryCalls calls, ChangeFeed changes) {
        this.database = database;
        this.settings = settings;
        this.calls = calls;
        this.changes = changes;
    }

    /**
     * Opens the Registry on this Machine, before the first persistent actor of the actor system starts. Call it once for
     * an actor system.
     */
    public static EventSourcedRegistry open(ActorSystem<?> system, Database database) {
        Config config = system.settings().config();
        PersistenceConfig.check(config);
        DatabaseAccess.of(system.classicSystem()).use(database);
        ChangeFeed changes = new ChangeFeed();
        Directories directories = Directories.start(system, DirectorySettings.from(config), changes);
        RegistrySettings settings = RegistrySettings.from(config);
        return new EventSourcedRegistry(database, settings, new DirectoryCalls(directories, settings), changes);
    }

    @Override
    public CompletionStage<Registered> register(Registration registration) {
        return registerAll(List.of(registration)).thenApply(registered -> registered.get(0));
    }

    /**
     * {@inheritDoc} All must have the same parent, else 422. The children of a wide parent are in several directories:
     * then this holds for those of each bucket, and the buckets are stored one after the other until one is refused.
     */
    @Override
    public CompletionStage<List<Registered>> registerAll(List<Registration> registrations) {
        if (registrations.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        Point parent = registrations.get(0).point().parent();
        for (Registration registration : registrations) {
            if (!Objects.equals(registration.point().parent(), parent)) {
                return refuse(RegistryFaults.severalParents());
            }
            if (!Routes.isRegistrable(registration.point())) {
                return refuse(RegistryFaults.foreignRoute(registration.point().toString()));
            }
        }
        if (parent == null) {
            return registerIn(DirectoryId.ROOT, null, registrations);
        }
        return rowOf(parent).thenCompose(row -> registerBelow(row, registrations));
    }

    private CompletionStage<List<Registered>> registerBelow(IndexRow parent, List<Registration> registrations) {
        Map<DirectoryId, List<Registration>> byDirectory = new LinkedHashMap<>();
        for (Registration registration : registrations) {
            DirectoryId id = DirectoryId.holding(registration.point(), parent.incarnation(), parent.wide());
            byDirectory.computeIfAbsent(id, any -> new ArrayList<>()).add(registration);
        }
        CompletionStage<Map<Point, Registered>> all = CompletableFuture.completedFuture(new LinkedHashMap<>());
        for (Map.Entry<DirectoryId, List<Registration>> some : byDirectory.entrySet()) {
            all = all.thenCompose(before -> registerIn(some.getKey(), parent(parent), some.getValue())
                    .thenApply(registered -> {
                        registered.forEach(
                                one -> before.putIfAbsent(one.record().point(), one));
                        return before;
                    }));
        }
        return all.thenApply(registered -> registrations.stream()
                .map(registration -> Objects.requireNonNull(registered.get(registration.point())))
                .toList());
    }

    private CompletionStage<List<Registered>> registerIn(
            DirectoryId id, DirectoryCommand.@Nullable Parent parent, List<Registration> registrations) {
        List<DirectoryCommand.Candidate> candidates =
                registrations.stream().map(EventSourcedRegistry::candidate).toList();
        return calls.ask(id, replyTo -> new DirectoryCommand.Register(parent, candidates, replyTo))
                .thenApply(answer -> {
                    if (answer instanceof DirectoryAnswer.Registered registered) {
                        return registered.outcomes().stream()
                                .map(one -> new Registered(one.entry().record(), one.created()))
                                .toList();
                    }
                    throw DirectoryCalls.unlike(parent == null ? Point.ROOT : parent.point(), answer);
                });
    }

    private static DirectoryCommand.Candidate candidate(Registration registration) {
        return new DirectoryCommand.Candidate(
                registration.point(),
                registration.kind(),
                registration.owner(),
                changes(registration.properties()),
                registration.ensure());
    }

    private static List<Entry.Change> changes(List<PropertyChange> changes) {
        return changes.stream().map(EventSourcedRegistry::change).toList();
    }

    private static Entry.Change change(PropertyChange change) {
        if (change instanceof PropertyChange.Set set) {
            return new Entry.Change(set.key(), set.value(), set.lock());
        }
        return new Entry.Change(change.key(), null, false);
    }

    private static DirectoryCommand.Parent parent(IndexRow row) {
        return new DirectoryCommand.Parent(row.point(), row.incarnation(), row.heldBy());
    }

    @Override
    public CompletionStage<ParticleRecord> record(Point point) {
        return change(point, replyTo -> new DirectoryCommand.Fetch(point, replyTo));
    }

    @Override
    public CompletionStage<ParticleRecord> assign(
            Point point, Incarnation incarnation, long expectedEpoch, StarKey star) {
        return change(point, replyTo -> new DirectoryCommand.Assign(point, incarnation, expectedEpoch, star, replyTo));
    }

    @Override
    public CompletionStage<ParticleRecord> setStatus(Point point, Incarnation incarnation, Status status) {
        return change(point, replyTo -> new DirectoryCommand.ChangeStatus(point, incarnation, status, replyTo));
    }

    @Override
    public CompletionStage<ParticleRecord> setProperties(Point point, List<PropertyChange> changes) {
        return change(point, replyTo -> new DirectoryCommand.ChangeProperties(point, changes(changes), replyTo));
    }

    private CompletionStage<ParticleRecord> change(
            Point point, Function<ActorRef<DirectoryAnswer>, DirectoryCommand> question) {
        return directoryOf(point)
                .thenCompose(id -> calls.ask(id, question))
                .thenApply(answer -> DirectoryCalls.entry(point, answer).record());
    }

    @Override
    public CompletionStage<Long> next(Point parent) {
        return rowOf(parent)
                .thenCompose(row -> calls.ask(
                        DirectoryId.ofSequence(row.incarnation()),
                        replyTo -> new DirectoryCommand.NextNumber(parent(row), replyTo)))
                .thenApply(answer -> {
                    if (answer instanceof DirectoryAnswer.NextNumber number) {
                        return number.number();
                    }
                    throw DirectoryCalls.unlike(parent, answer);
                });
    }

    @Override
    public CompletionStage<Page> select(Selector selector, Agent agent, @Nullable String after, int limit) {
        if (limit < 1) {
            return refuse(RegistryFaults.emptyPage());
        }
        int size = Math.min(limit, settings.maxPage());
        return database.query(connection ->
                new Selection(selector, agent, settings.scanRows()).page(new Index(connection), after, size));
    }

    /**
     * {@inheritDoc} It is kept at the record of its {@code on} selector's longest exact prefix, or of the nearest point
     * above that there is.
     */
    @Override
    public CompletionStage<Grant> grant(Grant grant) {
        return anchor(grant.on()).thenCompose(anchor -> calls.ask(
                        anchor.heldBy(),
                        replyTo -> new DirectoryCommand.Anchor(anchor.point(), GrantEntry.of(grant), replyTo))
                .thenApply(answer -> {
                    DirectoryCalls.entry(anchor.point(), answer);
                    return grant;
                }));
    }

    @Override
    public CompletionStage<Grant> grant(Ulid id) {
        return anchored(id).thenApply(Index.Anchored::grant);
    }

    private CompletionStage<Index.Anchored> anchored(Ulid id) {
        return database.query(connection -> {
            Index.Anchored found = new Index(connection).grant(id);
            if (found == null) {
                throw RegistryFaults.noSuchGrant(id.toString()).toException();
            }
            return found;
        });
    }

    @Override
    public CompletionStage<Grant> revoke(Ulid id) {
        return anchored(id).thenCompose(found -> change(
                        found.anchor(), replyTo -> new DirectoryCommand.Revoke(found.anchor(), id, replyTo))
                .thenApply(record -> found.grant()));
    }

    @Override
    public CompletionStage<List<Grant>> grants(Selector on, @Nullable Agent to, int limit) {
        Set<Point> above = Set.copyOf(PointRange.exactPrefix(on).levels());
        return database.query(connection -> {
            Index index = new Index(connection);
            List<Grant> found = index.grants(above, PointRange.below(on), limit).stream()
                    .map(Index.Anchored::grant)
                    .toList();
            return to == null ? found : new AccessReader(index).aimedAt(to, found);
        });
    }

    private CompletionStage<IndexRow> anchor(Selector on) {
        return database.query(connection -> {
            Point prefix = PointRange.exactPrefix(on);
            List<Point> levels = prefix.levels();
            Map<Point, IndexRow> rows = new Index(connection).rows(levels);
            for (int i = levels.size() - 1; i >= 0; i--) {
                IndexRow row = rows.get(levels.get(i));
                if (row != null) {
                    return row;
                }
            }
            throw Faults.noSuchPoint(prefix.toString()).toException();
        });
    }

    @Override
    public CompletionStage<Access> access(Agent agent, Point point) {
        if (agent.equals(Agent.HYPERUSER)) {
            return CompletableFuture.completedFuture(Access.SUPER);
        }
        return database.query(connection -> Objects.requireNonNull(new AccessReader(new Index(connection))
                .access(agent, List.of(point))
                .get(point)));
    }

    @Override
    public void onChange(ChangeListener listener) {
        changes.add(listener);
    }

    /** The directory that holds the record of a point; 404 when it cannot have one. */
    private CompletionStage<DirectoryId> directoryOf(Point point) {
        Point parent = point.parent();
        if (parent == null) {
            return CompletableFuture.completedFuture(DirectoryId.ROOT);
        }
        List<Point> both = List.of(parent, point);
        return database.query(connection -> {
            Map<Point, IndexRow> rows = new Index(connection).rows(both);
            IndexRow row = rows.get(point);
            IndexRow above = rows.get(parent);
            if (row != null) {
                return row.heldBy();
            }
            if (above == null) {
                throw Faults.noSuchPoint(point.toString()).toException();
            }
            return DirectoryId.holding(point, above.incarnation(), above.wide());
        });
    }

    private CompletionStage<IndexRow> rowOf(Point point) {
        return database.query(connection -> {
            IndexRow row = new Index(connection).rows(List.of(point)).get(point);
            if (row == null) {
                throw Faults.noSuchPoint(point.toString()).toException();
            }
            return row;
        });
    }

    private static <T> CompletionStage<T> refuse(io.hyperspace.space.error.Fault fault) {
        return CompletableFuture.failedFuture(fault.toException());
    }
}
