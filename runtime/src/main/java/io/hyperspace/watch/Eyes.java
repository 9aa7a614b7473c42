package io.hyperspace.watch;

import io.hyperspace.provision.Registry;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Permission;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Looks at points for a watcher, by what the Registry has and by the rights of the moment: a copy or a decision counts only
 * while no change of it has been told of. What may be seen is what a select by the same agent shows.
 */
final class Eyes {

    private static final int NOT_FOUND = 404;

    private final Registry registry;
    private final RegistryView view;
    private final Watch watch;

    Eyes(Registry registry, RegistryView view, Watch watch) {
        this.registry = registry;
        this.view = view;
        this.watch = watch;
    }

    /** Whether this Machine may tell what it sees. */
    boolean mayTell() {
        return view.holdsLease();
    }

    /** One page of what there is. */
    CompletionStage<Registry.Page> page(@Nullable String after, int size) {
        return registry.select(Registry.Query.now(watch.selector(), watch.agent()), after, size);
    }

    /**
     * Looks at a point; the stage does not fail.
     *
     * @param picked whether it is known that the selector picks what is there
     * @param arrived whether word came that a particle came to be there
     */
    CompletionStage<Look> at(Point point, boolean picked, boolean arrived) {
        return view.record(point)
                .<CompletionStage<Look>>handle((record, failure) -> {
                    if (failure == null) {
                        return seen(record, picked, arrived);
                    }
                    return HyperspaceException.faultOf(failure).status() == NOT_FOUND
                            ? gone(point, arrived)
                            : CompletableFuture.completedFuture(Look.failed(point, arrived));
                })
                .thenCompose(look -> look)
                .exceptionally(failure -> Look.failed(point, arrived));
    }

    private CompletionStage<Look> gone(Point point, boolean arrived) {
        return maySelect(point).thenApply(may -> new Look(point, arrived, null, false, may, false));
    }

    private CompletionStage<Look> seen(ParticleRecord record, boolean picked, boolean arrived) {
        Point point = record.point();
        CompletionStage<Boolean> isPicked = picked
                ? CompletableFuture.completedFuture(true)
                : registry.query(point).thenApply(watch.selector()::matches);
        CompletionStage<Boolean> isVisible =
                watch.agent().equals(record.owner()) ? CompletableFuture.completedFuture(true) : maySelect(point);
        return isPicked.thenCombine(isVisible, (one, other) -> one && other)
                .thenCompose(shown -> shown
                        ? access(point)
                                .thenApply(access ->
                                        new Look(point, arrived, record, access.may(Permission.READ), true, false))
                        : CompletableFuture.completedFuture(new Look(point, arrived, null, false, false, false)));
    }

    private CompletionStage<Boolean> maySelect(Point point) {
        Point parent = point.parent();
        return access(parent == null ? point : parent).thenApply(access -> access.may(Permission.SELECT));
    }

    private CompletionStage<Access> access(Point point) {
        Agent agent = watch.agent();
        Access known = view.cachedAccess(agent, point);
        return known == null
                ? view.decide(agent, point).thenApply(decision -> decision.access())
                : CompletableFuture.completedFuture(known);
    }
}
