package io.hyperspace.provision;

import io.hyperspace.space.command.AsOf;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.ParticleRecord;
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
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where everything is and who may do what. Strongly consistent: what a call stored, every later call on every Machine
 * sees. A stage fails with a {@link io.hyperspace.space.error.HyperspaceException} for what a user can meet. The
 * Registry does not ask whether the caller may; whoever calls it has checked.
 */
public interface Registry {

    /**
     * Registers a particle.
     *
     * <p>To override is to delete everything below what is there, and then to put the new particle in its place with one
     * event. When that fails half-way, the old one is there still, marked as deleted and of no use, until the point is
     * overridden or deleted again. 422 for what every Hyperverse has.
     *
     * @return the new record, or the one that is there when the registration only ensures
     */
    CompletionStage<Registered> register(Registration registration);

    /**
     * Registers several children of one parent in one event, all or nothing: when one is taken or refused, none is
     * stored. None may override.
     */
    CompletionStage<List<Registered>> registerAll(List<Registration> registrations);

    /** The record of a point, read from its directory; 404 when there is none. */
    CompletionStage<ParticleRecord> record(Point point);

    /** What {@link #record} would answer now, if that can be said at once; null when somebody has to be asked. */
    default @Nullable ParticleRecord near(Point point) {
        return null;
    }

    /**
     * Places a particle by compare-and-set.
     *
     * @param expectedEpoch the epoch that the caller saw, 0 for a particle that was never placed
     * @return the record after the call: with the wanted star when the epoch was as expected, else with whatever
     *     another call chose
     */
    CompletionStage<ParticleRecord> assign(Point point, Incarnation incarnation, long expectedEpoch, StarKey star);

    /**
     * Those of some incarnations that live.
     *
     * @param some at most 1,000
     */
    CompletionStage<Set<Incarnation>> living(Collection<Incarnation> some);

    /** Stores a change of the life cycle; 409 when the incarnation is no longer the point's. */
    CompletionStage<ParticleRecord> setStatus(Point point, Incarnation incarnation, Status status);

    /** Changes properties, all or none; 422 for what the rules of the kind or a lock forbid. */
    CompletionStage<ParticleRecord> setProperties(Point point, List<PropertyChange> changes);

    /** Gives a particle to another owner; nothing happens to what lies below it. */
    CompletionStage<ParticleRecord> chown(Point point, Agent owner);

    /**
     * Deletes a particle and everything below it, children before parents. When it fails half-way, the particle is there
     * still, marked as deleted and of no use: deleting it again goes on. 404 when there is none, 422 for what every
     * Hyperverse has.
     */
    CompletionStage<Deleted> delete(Point point);

    /**
     * What happened to the particles that a point has had, oldest first. Secrets are left out.
     *
     * @param after where the page before ended; null to start
     * @return 404 when there never was a particle
     */
    CompletionStage<HistoryPage> history(Point point, @Nullable String after, int limit);

    /** The next number of a point's sequence, from 1; never the same twice, numbers may be left out after a crash. */
    CompletionStage<Long> next(Point parent);

    /** A point with the kinds of its segments, as selectors are matched against; 404 when there is no particle. */
    CompletionStage<PointHierarchy> query(Point point);

    /**
     * One page of the stubs that a query picks, in the order of their points. What the agent may not see leaves no trace.
     * {@link StubStream} gives all pages as a stream.
     *
     * @param after {@link Page#next} of the page before of the same query; null for the first page
     * @param limit how many stubs at most, from 1
     * @return fails with 408 when so much would have to be read that the page takes too long, with 422 for a time that
     *     is to come or of which nothing is kept
     */
    CompletionStage<Page> select(Query query, @Nullable String after, int limit);

    /** Stores a grant and answers once no decision made before it is in use on any Machine. */
    CompletionStage<Grant> grant(Grant grant);

    /** The grant with an id; 404 when there is none, or none any more. */
    CompletionStage<Grant> grant(Ulid id);

    /** The grant with an id, also one that has ended; 404 when there never was one. */
    default CompletionStage<Grant> grantEver(Ulid id) {
        return grant(id);
    }

    /**
     * Ends a grant and answers once no decision that rests on it is in use on any Machine; 404 when there never was one. One
     * that has ended already may be ended again, by whom an earlier answer did not reach.
     */
    CompletionStage<Grant> revoke(Ulid id);

    /**
     * The grants that may be about something that a selector picks, oldest first: those kept at its longest exact prefix,
     * above and below it.
     *
     * @param to only those that are for this agent; null for all
     * @param limit how many at most
     */
    CompletionStage<List<Grant>> grants(Selector on, @Nullable Agent to, int limit);

    /** What an agent may do with a point, whether or not there is a particle. */
    CompletionStage<Access> access(Agent agent, Point point);

    /** As {@link #access}, with what could be told of the point's siblings without another look. */
    default CompletionStage<Ruling> ruling(Agent agent, Point point) {
        return access(agent, point).thenApply(access -> new Ruling(access, null));
    }

    /**
     * Says what the properties of each kind must be. The Machine calls it once, before anything is registered through this
     * Registry; until then properties are free.
     */
    void rules(Function<Kind, PropertyRules> rules);

    /** Calls back after every change, before the change is answered, so that copies of it are dropped. */
    void onChange(ChangeListener listener);

    /** Whether this Machine may act on copies of what is here. */
    default Lease lease() {
        return Lease.ALWAYS;
    }

    /**
     * Completes when no Machine that was lost may still write, so that what had a place there may start here. Asked anew
     * each time; whoever holds the Registry alone need never wait.
     */
    default CompletionStage<Boolean> whenSafe() {
        return CompletableFuture.completedFuture(true);
    }

    /**
     * A particle to register.
     *
     * @param strategy what happens when the point is taken
     */
    record Registration(
            Point point, Kind kind, Agent owner, List<PropertyChange> properties, Command.Strategy strategy) {
        public Registration {
            properties = List.copyOf(properties);
        }
    }

    /**
     * What a deletion has deleted.
     *
     * @param points the first of them, in the order in which they went
     * @param count all of them
     */
    record Deleted(List<Point> points, long count) {
        public Deleted {
            points = List.copyOf(points);
        }
    }

    /**
     * Something that happened to a particle.
     *
     * @param time in milliseconds since 1970, by the database's clock
     * @param incarnation which of the particles that the point has had
     * @param revision of the record, after it
     * @param event what happened, such as {@code properties-changed}
     * @param details what the event says about it, such as the owner, by name
     */
    record Happening(
            long time, Incarnation incarnation, long revision, String event, SortedMap<String, String> details) {
        public Happening {
            details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
        }
    }

    /**
     * Some of what happened.
     *
     * @param happenings in order; may be empty though there are more
     * @param next give it as {@code after} to go on; null when this was the last page
     */
    record HistoryPage(List<Happening> happenings, @Nullable String next) {
        public HistoryPage {
            happenings = List.copyOf(happenings);
        }
    }

    /** A record, and whether the call made it. */
    record Registered(ParticleRecord record, boolean created) {}

    /**
     * What to select.
     *
     * @param selector picks the particles, by the kinds that they and those above them had at that time
     * @param agent sees those that it owns and those whose parent lets it select, by the rules of today
     * @param asOf when to look; null for now. The first page settles the moment of all its pages.
     */
    record Query(Selector selector, Agent agent, @Nullable AsOf asOf) {

        /** A query for what is there now. */
        public static Query now(Selector selector, Agent agent) {
            return new Query(selector, agent, null);
        }
    }

    /**
     * Some stubs.
     *
     * @param stubs in order
     * @param next give it as {@code after} to go on, and read nothing into it; null when this was the last page
     */
    record Page(List<Stub> stubs, @Nullable String next) {
        public Page {
            stubs = List.copyOf(stubs);
        }
    }

    /** Told of changes, wherever in the cluster they were made. Called on any thread; it must return at once. */
    interface ChangeListener {
        /** Something changed: what was copied of it must not be used any more. */
        void changed(Change change);

        /**
         * A particle's record changed or came to be, in a directory on this Machine.
         *
         * @param record the record as it is now
         */
        void recorded(ParticleRecord record);
    }
}
