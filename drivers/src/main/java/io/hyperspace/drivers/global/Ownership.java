package io.hyperspace.drivers.global;

import io.hyperspace.driver.Waves;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.selector.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Gives what a selector picks to another owner. It needs super on each, and whether all may be given is known before the
 * first is. They are given one after the other: a failure says how many were.
 */
final class Ownership {

    private static final Point HYPERUSER = Point.parse("hyperspace:users:hyperuser");

    private final Registry registry;
    private final Waves waves;
    private final Admission admission;
    private final Selection selection;

    Ownership(Registry registry, Waves waves, Admission admission, Selection selection) {
        this.registry = registry;
        this.waves = waves;
        this.admission = admission;
        this.selection = selection;
    }

    /** The points that have a new owner. */
    CompletionStage<List<Point>> give(Agent agent, Selector selector, Point to) {
        return picked(agent, selector).thenCompose(points -> {
            CompletionStage<?> allowed = admission.requireVisible(agent, to);
            for (Point point : points) {
                allowed = allowed.thenCompose(before -> requireSuper(agent, point));
            }
            return allowed.thenCompose(all -> giveAll(points, owner(to)));
        });
    }

    /** The hyperuser's User stands for the hyperuser. */
    static Agent owner(Point to) {
        return to.equals(HYPERUSER) ? Agent.HYPERUSER : Agent.of(to);
    }

    private CompletionStage<List<Point>> picked(Agent agent, Selector selector) {
        Point exact = selector.exactPoint();
        if (exact != null) {
            return requireSuper(agent, exact).thenApply(may -> List.of(exact));
        }
        return selection
                .all(Registry.Query.now(selector, agent))
                .thenApply(stubs -> stubs.stream().map(Stub::point).toList());
    }

    private CompletionStage<Point> requireSuper(Agent agent, Point point) {
        return waves.access(agent, point).thenApply(access -> {
            if (!access.isSuper()) {
                throw Fault.of(403, "E0313", "only who has super on '" + point + "' may give it to another owner")
                        .toException();
            }
            return point;
        });
    }

    private CompletionStage<List<Point>> giveAll(List<Point> points, Agent owner) {
        CompletionStage<List<Point>> given = CompletableFuture.completedFuture(new ArrayList<>());
        for (Point point : points) {
            given = given.thenCompose(before -> registry.chown(point, owner).handle((record, failure) -> {
                if (failure != null) {
                    throw new HyperspaceException(
                            halfDone(before, point, HyperspaceException.faultOf(failure)), failure);
                }
                before.add(point);
                return before;
            }));
        }
        return given;
    }

    private static Fault halfDone(List<Point> before, Point point, Fault fault) {
        return before.isEmpty()
                ? fault
                : Fault.of(
                        fault.status(),
                        fault.code(),
                        before.size() + " particles were given away, then '" + point + "' could not be: "
                                + fault.message(),
                        "give the command again to go on");
    }
}
