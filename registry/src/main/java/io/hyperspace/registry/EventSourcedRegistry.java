package io.hyperspace.registry;

import com.typesafe.config.Config;
import io.hyperspace.provision.Lease;
import io.hyperspace.provision.Registry;
import io.hyperspace.provision.Ruling;
import io.hyperspace.registry.announce.Announcements;
import io.hyperspace.registry.announce.Listeners;
import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.database.DatabaseAccess;
import io.hyperspace.registry.directory.ChangeFeed;
import io.hyperspace.registry.directory.Directories;
import io.hyperspace.registry.directory.DirectoryAnswer;
import io.hyperspace.registry.directory.DirectoryCommand;
import io.hyperspace.registry.directory.DirectoryId;
import io.hyperspace.registry.directory.DirectorySettings;
import io.hyperspace.registry.directory.Entry;
import io.hyperspace.registry.directory.Sizes;
import io.hyperspace.registry.index.Hierarchies;
import io.hyperspace.registry.index.Index;
import io.hyperspace.registry.index.Moment;
import io.hyperspace.registry.membership.MachineWatch;
import io.hyperspace.registry.membership.StartGate;
import io.hyperspace.registry.select.Purge;
import io.hyperspace.registry.select.SelectFaults;
import io.hyperspace.registry.select.Selects;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.particle.PropertyRules;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.selector.PointHierarchy;
import io.hyperspace.space.selector.Selector;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.serialization.SerializationExtension;
import org.jspecify.annotations.Nullable;

/**
 * The Registry over directories and their index. The index finds the way to a directory; what a directory says counts.
 * Index rows are written in the transaction of their event, so whoever was answered finds what was stored.
 */
public final class EventSourcedRegistry implements Registry {

    private final Database database;
    private final StartGate gate;
    private final DirectoryCalls calls;
    private final Listeners listeners;
    private final Resolver resolver;
    private final Deletions deletions;
    private final Registrations registrations;
    private final GrantBook grants;
    private final Selects selects;
    private final History history;
    private final PropertyBook rules = new PropertyBook();

    private EventSourcedRegistry(
            ActorSystem<?> system,
            Database database,
            StartGate gate,
            RegistrySettings settings,
            DirectoryCalls calls,
            Listeners listeners) {
        this.database = database;
        this.gate = gate;
        this.history = new History(SerializationExtension.get(system), settings.historyScan());
        this.selects = Selects.create(database, system.settings().config());
        this.calls = calls;
        this.listeners = listeners;
        this.resolver = new Resolver(database, calls, settings.maxWays());
        this.deletions = new Deletions(resolver, calls, settings);
        this.registrations = new Registrations(resolver, calls, deletions, rules, settings.registerParallelism());
        this.grants = new GrantBook(database, resolver, settings.access());
    }

    /**
     * Opens the Registry on this Machine, before the first persistent actor of the actor system starts. Call it once for
     * an actor system.
     */
    public static EventSourcedRegistry open(ActorSystem<?> system, Database database) {
        Config config = system.settings().config();
        PersistenceConfig.check(config);
        DatabaseAccess.of(system.classicSystem()).use(database);
        Listeners listeners = new Listeners();
        Announcements announcements = Announcements.start(system, database.machines(), listeners);
        ChangeFeed changes = new ChangeFeed(listeners, announcements);
        StartGate gate = MachineWatch.start(system, database.machines());
        Directories directories =
                Directories.start(system, DirectorySettings.from(config), changes, gate, database.lease());
        Purge.start(system, database, config);
        RegistrySettings settings = RegistrySettings.from(config);
        return new EventSourcedRegistry(
                system, database, gate, settings, new DirectoryCalls(directories, settings), listeners);
    }

    @Override
    public CompletionStage<Registered> register(Registration registration) {
        return registrations.register(registration);
    }

    /**
     * {@inheritDoc} All must have the same parent, else 422. The children of a wide parent are in several directories:
     * then this holds for those of each bucket, and after a refusal no further bucket is asked.
     */
    @Override
    public CompletionStage<List<Registered>> registerAll(List<Registration> wanted) {
        return registrations.registerAll(wanted);
    }

    @Override
    public CompletionStage<ParticleRecord> record(Point point) {
        return resolver.entry(point).thenApply(Entry::record);
    }

    @Override
    public @Nullable ParticleRecord near(Point point) {
        Entry entry = resolver.near(point);
        return entry == null ? null : entry.record();
    }

    @Override
    public CompletionStage<ParticleRecord> assign(
            Point point, Incarnation incarnation, long expectedEpoch, StarKey star) {
        return change(point, replyTo -> new DirectoryCommand.Assign(point, incarnation, expectedEpoch, star, replyTo));
    }

    @Override
    public CompletionStage<ParticleRecord> setStatus(Point point, Incarnation incarnation, Status status) {
        if (status == Status.DELETED) {
            return Resolver.refuse(RegistryFaults.notByStatus());
        }
        return change(point, replyTo -> new DirectoryCommand.ChangeStatus(point, incarnation, status, replyTo));
    }

    @Override
    public CompletionStage<ParticleRecord> setProperties(Point point, List<PropertyChange> changes) {
        return record(point).thenCompose(record -> {
            PropertyRules own = rules.of(record.kind());
            List<Entry.Change> stored = PropertyBook.changes(own, changes);
            Fault broken = own.refusalOfChange(changes);
            Fault refusal = broken == null ? Sizes.refusal(stored) : broken;
            if (refusal != null) {
                return Resolver.refuse(refusal);
            }
            return change(
                    point,
                    replyTo -> new DirectoryCommand.ChangeProperties(point, record.incarnation(), stored, replyTo));
        });
    }

    private CompletionStage<ParticleRecord> change(
            Point point, Function<ActorRef<DirectoryAnswer>, DirectoryCommand> question) {
        return resolver.askHolder(point, question)
                .thenApply(answer -> DirectoryCalls.entry(point, answer).record());
    }

    @Override
    public CompletionStage<ParticleRecord> chown(Point point, Agent owner) {
        return change(point, replyTo -> new DirectoryCommand.ChangeOwner(point, owner, replyTo));
    }

    @Override
    public CompletionStage<Deleted> delete(Point point) {
        return deletions.delete(point);
    }

    @Override
    public CompletionStage<Set<Incarnation>> living(Collection<Incarnation> some) {
        return database.query(connection -> new Index(connection).living(some));
    }

    @Override
    public CompletionStage<HistoryPage> history(Point point, @Nullable String after, int limit) {
        if (limit < 1) {
            return Resolver.refuse(SelectFaults.emptyPage());
        }
        return database.query(connection -> history.page(connection, point, after, limit));
    }

    @Override
    public CompletionStage<Long> next(Point parent) {
        return resolver.below(
                        parent,
                        parent,
                        way -> calls.ask(
                                DirectoryId.ofSequence(way.incarnation()),
                                replyTo -> new DirectoryCommand.NextNumber(way.asParent(), replyTo)))
                .thenApply(answer -> {
                    if (answer instanceof DirectoryAnswer.NextNumber number) {
                        return number.number();
                    }
                    throw DirectoryCalls.unlike(parent, answer);
                });
    }

    @Override
    public CompletionStage<PointHierarchy> query(Point point) {
        return database.query(connection -> {
            Hierarchies hierarchies = new Hierarchies(new Index(connection), Moment.NOW);
            hierarchies.look(List.of(point));
            if (hierarchies.row(point) == null) {
                throw Faults.noSuchPoint(point.toString()).toException();
            }
            return hierarchies.of(point);
        });
    }

    @Override
    public CompletionStage<Page> select(Query query, @Nullable String after, int limit) {
        return selects.page(query, after, limit)
                .thenCombine(grants.mayAct(query.agent()), (page, may) -> may ? page : new Page(List.of(), null));
    }

    /**
     * {@inheritDoc} It is kept at the record of its {@code on} selector's longest exact prefix, or of the nearest point
     * above that there is.
     */
    @Override
    public CompletionStage<Grant> grant(Grant grant) {
        return grants.grant(grant);
    }

    @Override
    public CompletionStage<Grant> grant(Ulid id) {
        return grants.grant(id);
    }

    @Override
    public CompletionStage<Grant> grantEver(Ulid id) {
        return grants.grantEver(id);
    }

    @Override
    public CompletionStage<Grant> revoke(Ulid id) {
        return grants.revoke(id);
    }

    @Override
    public CompletionStage<List<Grant>> grants(Selector on, @Nullable Agent to, int limit) {
        return grants.grants(on, to, limit);
    }

    @Override
    public CompletionStage<Access> access(Agent agent, Point point) {
        return ruling(agent, point).thenApply(Ruling::access);
    }

    @Override
    public CompletionStage<Ruling> ruling(Agent agent, Point point) {
        return grants.ruling(agent, point);
    }

    @Override
    public void rules(Function<Kind, PropertyRules> kinds) {
        rules.set(kinds);
    }

    @Override
    public void onChange(ChangeListener listener) {
        listeners.add(listener);
    }

    @Override
    public CompletionStage<Boolean> whenSafe() {
        return gate.whenOpen();
    }

    @Override
    public Lease lease() {
        return database.lease();
    }
}
