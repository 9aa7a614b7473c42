package io.hyperspace.drivers.global;

import io.hyperspace.driver.Waves;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Permission;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * May an agent do what it asks for? A refusal names the permission that is missing and not what is there: that a point
 * is missing learns only who may select its siblings.
 */
final class Admission {

    private final Registry registry;
    private final Waves waves;

    Admission(Registry registry, Waves waves) {
        this.registry = registry;
        this.waves = waves;
    }

    /** The record of a point on which the agent has a permission; else 403, or 404 for who may know. */
    CompletionStage<ParticleRecord> require(Agent agent, Permission permission, Point point) {
        return registry.record(point)
                .<CompletionStage<ParticleRecord>>handle((record, failure) -> {
                    if (failure == null) {
                        return present(agent, permission, record);
                    }
                    return hide(agent, permission, point, failure);
                })
                .thenCompose(stage -> stage);
    }

    /** Fails as something about a point has failed; that it is missing is told only to who may know, others get 403. */
    <T> CompletableFuture<T> hide(Agent agent, Permission permission, Point point, Throwable failure) {
        return HyperspaceException.faultOf(failure).status() == 404
                ? this.<T>absent(agent, permission, point).toCompletableFuture()
                : CompletableFuture.failedFuture(failure);
    }

    /** Passes when there is a particle and the agent may know; else 403, or 404 for who may. */
    CompletionStage<ParticleRecord> requireVisible(Agent agent, Point point) {
        Point parent = point.parent();
        CompletionStage<Boolean> may = agent.equals(Agent.of(point))
                ? CompletableFuture.completedFuture(true)
                : waves.access(agent, parent == null ? point : parent)
                        .thenApply(access -> access.may(Permission.SELECT));
        return may.thenCompose(yes -> yes
                ? registry.record(point)
                : CompletableFuture.failedFuture(forbidden(Permission.SELECT, parent == null ? point : parent)));
    }

    private CompletionStage<ParticleRecord> present(Agent agent, Permission permission, ParticleRecord record) {
        return waves.access(agent, record.point()).thenApply(access -> {
            if (!access.may(permission)) {
                throw forbidden(permission, record.point());
            }
            return record;
        });
    }

    private <T> CompletionStage<T> absent(Agent agent, Permission permission, Point point) {
        Point parent = point.parent();
        return waves.access(agent, parent == null ? point : parent).thenApply(access -> {
            throw access.may(Permission.SELECT)
                    ? Faults.noSuchPoint(point.toString()).toException()
                    : forbidden(permission, point);
        });
    }

    private static HyperspaceException forbidden(Permission permission, Point point) {
        return Faults.forbidden(permission.name().toLowerCase(Locale.ROOT), point.toString())
                .toException();
    }
}
