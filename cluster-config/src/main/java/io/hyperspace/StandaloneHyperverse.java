package io.hyperspace;

import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Services;
import io.hyperspace.drivers.BuiltInDrivers;
import io.hyperspace.drivers.mechtron.GuestModules;
import io.hyperspace.drivers.mechtron.MechtronDriver;
import io.hyperspace.machine.Hyperverse;
import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.Registry;
import io.hyperspace.registry.EventSourcedRegistry;
import io.hyperspace.registry.blob.DatabaseBlobs;
import io.hyperspace.registry.database.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;

/** The Hyperverse that this project brings: the event-sourced Registry, the built-in drivers, and the application's. */
final class StandaloneHyperverse implements Hyperverse {

    private final Database database;
    private final List<Function<Services, Driver>> own;

    StandaloneHyperverse(Database database, List<Function<Services, Driver>> own) {
        this.database = database;
        this.own = List.copyOf(own);
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
    public List<Driver> drivers(Services services) {
        List<Driver> drivers = new ArrayList<>(BuiltInDrivers.all(services, GuestModules::check));
        drivers.add(MechtronDriver.create(services));
        own.forEach(driver -> drivers.add(driver.apply(services)));
        return drivers;
    }
}
