package io.hyperspace.drivers.global;

import io.hyperspace.driver.Waves;
import io.hyperspace.provision.Moves;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Moves a particle, which needs super on it, and drains a Machine, which needs super on everything. */
final class Relocation {

    private final Registry registry;
    private final Waves waves;
    private final Supplier<Moves> moves;

    Relocation(Registry registry, Waves waves, Supplier<Moves> moves) {
        this.registry = registry;
        this.waves = waves;
        this.moves = moves;
    }

    CompletionStage<ParticleRecord> move(Agent agent, Point point, StarKey to, long deadline) {
        return requireSuper(agent, point, "only who has super on '" + point + "' may move it")
                .thenCompose(may -> registry.record(point))
                .thenCompose(record -> moves.get().move(record, to, deadline));
    }

    CompletionStage<List<StarKey>> drain(Agent agent, String machine) {
        return requireSuper(agent, Point.ROOT, "only who has super on ROOT may drain a Machine")
                .thenCompose(may -> moves.get().drain(machine));
    }

    private CompletionStage<Boolean> requireSuper(Agent agent, Point point, String refusal) {
        return waves.access(agent, point).thenApply(access -> {
            if (!access.isSuper()) {
                throw Fault.of(403, "E0314", refusal).toException();
            }
            return true;
        });
    }
}
