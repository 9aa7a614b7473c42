package io.hyperspace.drivers.global;

import io.hyperspace.provision.FirstPoints;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.selector.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Deletes what a selector picks, with everything below it: what is picked below something that is picked goes with it. It
 * needs delete on each parent, and whether all may go is known before the first goes.
 */
final class Deletion {

    /** How many points the answer lists at most when several subtrees are deleted; one alone lists what the Registry lists. */
    private static final int LISTED = 1_000;

    private final Registry registry;
    private final Admission admission;
    private final Selection selection;

    Deletion(Registry registry, Admission admission, Selection selection) {
        this.registry = registry;
        this.admission = admission;
        this.selection = selection;
    }

    CompletionStage<Registry.Deleted> run(Agent agent, Selector selector) {
        Point exact = selector.exactPoint();
        if (exact != null) {
            return admit(agent, exact).thenCompose(admitted -> one(agent, exact));
        }
        return selection.all(Registry.Query.now(selector, agent)).thenCompose(stubs -> {
            List<Point> tops = tops(stubs);
            CompletionStage<?> admitted = CompletableFuture.completedFuture(tops);
            for (Point top : tops) {
                admitted = admitted.thenCompose(before -> admit(agent, top));
            }
            return admitted.thenCompose(all -> many(tops));
        });
    }

    /** Those that do not lie below another one. */
    static List<Point> tops(List<Stub> stubs) {
        Set<Point> picked = new HashSet<>();
        stubs.forEach(stub -> picked.add(stub.point()));
        return picked.stream()
                .filter(point ->
                        point.levels().stream().noneMatch(above -> !above.equals(point) && picked.contains(above)))
                .sorted()
                .toList();
    }

    private CompletionStage<?> admit(Agent agent, Point point) {
        Point parent = point.parent();
        return admission
                .require(agent, Permission.DELETE, parent == null ? point : parent)
                .thenApply(record -> {
                    if (FirstPoints.ALL.contains(point)) {
                        throw Faults.firstPoint(point.toString()).toException();
                    }
                    return record;
                });
    }

    private CompletionStage<Registry.Deleted> one(Agent agent, Point point) {
        return registry.delete(point)
                .handle((deleted, failure) -> failure == null
                        ? CompletableFuture.completedFuture(deleted)
                        : admission.<Registry.Deleted>hide(agent, Permission.DELETE, point, failure))
                .thenCompose(stage -> stage);
    }

    private CompletionStage<Registry.Deleted> many(List<Point> points) {
        CompletionStage<Registry.Deleted> all = CompletableFuture.completedFuture(new Registry.Deleted(List.of(), 0));
        for (Point point : points) {
            all = all.thenCompose(before -> next(before, point));
        }
        return all;
    }

    /** What somebody else deleted meanwhile is deleted. */
    private CompletionStage<Registry.Deleted> next(Registry.Deleted before, Point point) {
        return registry.delete(point).handle((deleted, failure) -> {
            if (failure == null) {
                return sum(before, deleted);
            }
            Fault fault = HyperspaceException.faultOf(failure);
            if (fault.status() == 404) {
                return before;
            }
            throw before.count() == 0
                    ? new HyperspaceException(fault, failure)
                    : new HyperspaceException(halfDone(before, point, fault), failure);
        });
    }

    private static Registry.Deleted sum(Registry.Deleted before, Registry.Deleted more) {
        List<Point> points = new ArrayList<>(before.points());
        int room = Math.max(0, LISTED - points.size());
        more.points().stream().limit(room).forEach(points::add);
        return new Registry.Deleted(points, before.count() + more.count());
    }

    private static Fault halfDone(Registry.Deleted before, Point point, Fault fault) {
        return Fault.of(
                fault.status(),
                fault.code(),
                before.count() + " particles were deleted, then '" + point + "' could not be: " + fault.message(),
                "give the command again to go on");
    }
}
