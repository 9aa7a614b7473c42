package io.hyperspace.control;

import io.hyperspace.provision.Lease;
import io.hyperspace.provision.Registry;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A Registry that is never ready: the control server has no business there. */
final class NoRegistry implements Registry {

    private final Lease lease;

    NoRegistry(Lease lease) {
        this.lease = lease;
    }

    @Override
    public Lease lease() {
        return lease;
    }

    private static <T> CompletionStage<T> refused() {
        return CompletableFuture.failedFuture(Faults.notReady("the Registry").toException());
    }

    @Override
    public CompletionStage<Registered> register(Registration registration) {
        return refused();
    }

    @Override
    public CompletionStage<List<Registered>> registerAll(List<Registration> registrations) {
        return refused();
    }

    @Override
    public CompletionStage<ParticleRecord> record(Point point) {
        return refused();
    }

    @Override
    public CompletionStage<ParticleRecord> assign(Point point, Incarnation incarnation, long epoch, StarKey star) {
        return refused();
    }

    @Override
    public CompletionStage<Set<Incarnation>> living(Collection<Incarnation> some) {
        return refused();
    }

    @Override
    public CompletionStage<ParticleRecord> setStatus(Point point, Incarnation incarnation, Status status) {
        return refused();
    }

    @Override
    public CompletionStage<ParticleRecord> setProperties(Point point, List<PropertyChange> changes) {
        return refused();
    }

    @Override
    public CompletionStage<ParticleRecord> chown(Point point, Agent owner) {
        return refused();
    }

    @Override
    public CompletionStage<Deleted> delete(Point point) {
        return refused();
    }

    @Override
    public CompletionStage<HistoryPage> history(Point point, @Nullable String after, int limit) {
        return refused();
    }

    @Override
    public CompletionStage<Long> next(Point parent) {
        return refused();
    }

    @Override
    public CompletionStage<PointHierarchy> query(Point point) {
        return refused();
    }

    @Override
    public CompletionStage<Page> select(Query query, @Nullable String after, int limit) {
        return refused();
    }

    @Override
    public CompletionStage<Grant> grant(Grant grant) {
        return refused();
    }

    @Override
    public CompletionStage<Grant> grant(Ulid id) {
        return refused();
    }

    @Override
    public CompletionStage<Grant> revoke(Ulid id) {
        return refused();
    }

    @Override
    public CompletionStage<List<Grant>> grants(Selector on, @Nullable Agent to, int limit) {
        return refused();
    }

    @Override
    public CompletionStage<Access> access(Agent agent, Point point) {
        return refused();
    }

    @Override
    public void rules(Function<Kind, PropertyRules> kinds) {}

    @Override
    public void onChange(ChangeListener listener) {}
}
