package io.hyperspace.star;

import io.hyperspace.driver.Driver;
import io.hyperspace.lane.GravityCommand;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.ParticleRecord;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/** The driver actors of one star, each started when its first particle is. */
final class DriverActors {

    private final ActorContext<GravityCommand> context;
    private final Star.Parts parts;
    private final Luggage luggage;
    private final Map<Kind, Driver> byKind = new HashMap<>();
    private final Map<String, ActorRef<DriverActor.Command>> started = new HashMap<>();

    DriverActors(ActorContext<GravityCommand> context, Star.Parts parts, Luggage luggage) {
        this.context = context;
        this.parts = parts;
        this.luggage = luggage;
        parts.drivers().forEach(driver -> driver.kinds().forEach(kind -> byKind.put(kind, driver)));
    }

    /** The driver of a particle's kind, or null when this star has none. */
    @Nullable ActorRef<DriverActor.Command> of(ParticleRecord record) {
        Driver driver = byKind.get(record.kind());
        return driver == null ? null : started.computeIfAbsent(driver.name(), name -> start(driver));
    }

    private ActorRef<DriverActor.Command> start(Driver driver) {
        return context.spawn(
                DriverActor.create(driver, parts.around(), parts.settings(), context.getSelf(), luggage),
                "driver-" + driver.name());
    }
}
