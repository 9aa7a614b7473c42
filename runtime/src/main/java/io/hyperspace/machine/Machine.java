package io.hyperspace.machine;

import com.typesafe.config.Config;
import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Services;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.PropertyRules;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;

/**
 * A running Machine.
 *
 * @param name its name
 * @param services what it offers to gates
 * @param drivers its drivers
 */
public record Machine(String name, Services services, List<Driver> drivers) {

    public Machine {
        drivers = List.copyOf(drivers);
    }

    /**
     * The guardian of a Machine, to be started once in an actor system that has joined its cluster.
     *
     * @param started completes when every star runs, or fails when one does not in time
     */
    public static Behavior<MachineGuardian.Command> guardian(
            Hyperverse hyperverse, CompletableFuture<Machine> started) {
        return MachineGuardian.create(hyperverse, started);
    }

    /** Starts a Machine in an actor system that is there already. */
    public static CompletionStage<Machine> attach(ActorSystem<?> system, Hyperverse hyperverse) {
        CompletableFuture<Machine> started = new CompletableFuture<>();
        ActorRef<MachineGuardian.Command> guardian =
                system.systemActorOf(guardian(hyperverse, started), "machine", Props.empty());
        system.log().debug("attached {}", guardian);
        return started;
    }

    /** The configuration below {@code hyperspace} of an actor system. */
    public static Config hyperspace(ActorSystem<?> system) {
        return system.settings().config().getConfig("hyperspace");
    }

    /** What the properties of a kind must be, by the driver that supports it. */
    static Function<Kind, PropertyRules> rules(List<Driver> drivers) {
        Map<Kind, PropertyRules> rules = new HashMap<>();
        for (Driver driver : drivers) {
            driver.kinds().forEach(kind -> rules.put(kind, PropertyRules.of(driver.properties(kind))));
        }
        return kind -> {
            PropertyRules own = rules.get(kind);
            PropertyRules general = rules.get(new Kind(kind.base(), kind.sub(), null));
            return own != null ? own : general != null ? general : PropertyRules.NONE;
        };
    }

    /** The kinds that drivers support. */
    static Set<Kind> kinds(List<Driver> drivers) {
        Set<Kind> kinds = new LinkedHashSet<>();
        for (Driver driver : drivers) {
            for (Kind kind : driver.kinds()) {
                if (!kinds.add(kind)) {
                    throw new IllegalArgumentException("two drivers support " + kind + ", one is " + driver.name());
                }
            }
        }
        return kinds;
    }
}
