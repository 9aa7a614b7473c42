package io.hyperspace;

import com.typesafe.config.Config;
import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Services;
import io.hyperspace.drivers.BuiltInDrivers;
import io.hyperspace.drivers.mechtron.GuestModules;
import io.hyperspace.drivers.mechtron.MechtronDriver;
import io.hyperspace.machine.Hyperverse;
import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.Members;
import io.hyperspace.provision.Memories;
import io.hyperspace.provision.Outbox;
import io.hyperspace.provision.Registry;
import io.hyperspace.registry.EventSourcedRegistry;
import io.hyperspace.registry.blob.DatabaseBlobs;
import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.membership.TableMembers;
import io.hyperspace.registry.moving.DatabaseMemories;
import io.hyperspace.registry.outbox.DatabaseOutbox;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.topology.Topology;
import io.hyperspace.trace.TraceListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;

/** The Hyperverse that this project brings: the event-sourced Registry, the built-in drivers, and the application's. */
final class StandaloneHyperverse implements Hyperverse {

    private final Database database;
    private final ClusterShape shape;
    private final List<Function<Services, Driver>> own;
    private final List<TraceListener> listeners;

    /**
     * Blocks.
     *
     * @throws io.hyperspace.space.error.HyperspaceException 503 when the cluster was started with other star counts or
     *     another graph, or that graph leaves a star out of reach
     */
    StandaloneHyperverse(
            Config hyperspace, Database database, List<Function<Services, Driver>> own, List<TraceListener> listeners) {
        this.database = database;
        this.shape = ClusterShape.of(hyperspace);
        database.facts().settle(shape.facts());
        this.own = List.copyOf(own);
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public Map<StarKind, Integer> starCounts() {
        return shape.counts();
    }

    @Override
    public Topology topology() {
        return shape.topology();
    }

    @Override
    public List<TraceListener> traceListeners() {
        return listeners;
    }

    @Override
    public Registry registry(ActorSystem<?> system) {
        return EventSourcedRegistry.open(system, database);
    }

    @Override
    public Blobs blobs(ActorSystem<?> system) {
        return DatabaseBlobs.open(system, database);
    }

    @Override
    public Members members(ActorSystem<?> system) {
        return TableMembers.of(system, database.machines());
    }

    @Override
    public Outbox outbox(ActorSystem<?> system) {
        return DatabaseOutbox.open(system, database);
    }

    @Override
    public Memories memories(ActorSystem<?> system) {
        return DatabaseMemories.open(system, database);
    }

    @Override
    public List<Driver> drivers(Services services) {
        List<Driver> drivers = new ArrayList<>(BuiltInDrivers.all(services, GuestModules::check));
        drivers.add(MechtronDriver.create(services));
        own.forEach(driver -> drivers.add(driver.apply(services)));
        return drivers;
    }
}
