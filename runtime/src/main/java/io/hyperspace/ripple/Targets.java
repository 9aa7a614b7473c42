package io.hyperspace.ripple;

import io.hyperspace.provision.Registry;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.wave.Ripple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a ripple goes to: what its selector picks and its agent may see. All are known before the first wave leaves, so
 * one that picks too many goes to none.
 */
final class Targets {

    private static final int PAGE = 500;

    private final Registry registry;
    private final int limit;

    Targets(Registry registry, int limit) {
        this.registry = registry;
        this.limit = limit;
    }

    /** The targets in the order of their points; fails with 422 when there are too many. */
    CompletionStage<List<Point>> of(Ripple ripple) {
        return more(Registry.Query.now(ripple.to(), ripple.agent()), null, new ArrayList<>());
    }

    private CompletionStage<List<Point>> more(Registry.Query query, @Nullable String after, List<Point> found) {
        return registry.select(query, after, PAGE).thenCompose(page -> {
            page.stubs().stream()
                    .filter(stub -> stub.status() != Status.DELETED)
                    .map(Stub::point)
                    .forEach(found::add);
            if (found.size() > limit) {
                throw tooMany().toException();
            }
            String next = page.next();
            return next == null ? CompletableFuture.completedFuture(found) : more(query, next, found);
        });
    }

    private Fault tooMany() {
        return Fault.of(
                422,
                "E0411",
                "the ripple would go to more than " + limit + " particles",
                "narrow its selector, as in localhost:app:* instead of **");
    }
}
