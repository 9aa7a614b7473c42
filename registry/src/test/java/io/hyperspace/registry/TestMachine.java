package io.hyperspace.registry;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.provision.Registry;
import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.membership.Joining;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/** As much of a Machine as the Registry needs: a database, and its place in a cluster. */
public final class TestMachine implements AutoCloseable {

    private static final long SECONDS = 30;

    private final Database database;
    private final ActorTestKit kit;
    private final EventSourcedRegistry registry;

    private TestMachine(Database database, ActorTestKit kit, EventSourcedRegistry registry) {
        this.database = database;
        this.kit = kit;
        this.registry = registry;
    }

    /** The configuration of a Machine, on the embedded file unless {@code more} says otherwise. */
    public static Config config(Path data, String more) {
        return ConfigFactory.parseString(more)
                .withFallback(ConfigFactory.parseString("""
                        include classpath("hyperspace-cluster.conf")
                        hyperspace.machine.name = "test"
                        pekko {
                          loglevel = WARNING
                          actor.provider = cluster
                          actor.serialize-messages = on
                          remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                          cluster.jmx.multi-mbeans-in-same-jvm = on
                          cluster.split-brain-resolver.stable-after = 1s
                          cluster.down-removal-margin = 1s
                          coordinated-shutdown.exit-jvm = off
                        }
                        # A snapshot that cannot be read is to fail a test.
                        jdbc-snapshot-store.snapshot-is-optional = false
                        """))
                .withFallback(ConfigFactory.parseMap(java.util.Map.of("hyperspace.data", data.toString())))
                .withFallback(PersistenceConfig.settings())
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }

    public static TestMachine start(Path data) {
        return start(data, "");
    }

    /** Starts on the database that this run is on. */
    public static TestMachine start(Path data, String more) {
        return start(config(data, more + "\n" + TestDatabase.chosen().config(data)));
    }

    public static TestMachine start(Config config) {
        Database database = Database.open(config);
        ActorTestKit kit = ActorTestKit.create("hyperspace", config);
        try {
            get(Joining.start(kit.system(), database));
            EventSourcedRegistry registry = EventSourcedRegistry.open(kit.system(), database);
            get(Bootstrap.run(registry, database));
            return new TestMachine(database, kit, registry);
        } catch (RuntimeException e) {
            kit.shutdownTestKit();
            database.close();
            throw e;
        }
    }

    public Registry registry() {
        return registry;
    }

    public Database database() {
        return database;
    }

    public ActorSystem<?> system() {
        return kit.system();
    }

    /** Registers a particle that the hyperuser owns. */
    public Registry.Registered create(String point, Kind kind) {
        return get(registry.register(registration(point, kind, false)));
    }

    public Registry.Registered createFor(String point, Kind kind, Agent owner) {
        return get(registry.register(
                new Registry.Registration(Point.parse(point), kind, owner, List.of(), Command.Strategy.COMMIT)));
    }

    public static Registry.Registration registration(
            String point, Kind kind, boolean ensure, PropertyChange... properties) {
        return new Registry.Registration(
                Point.parse(point),
                kind,
                Agent.HYPERUSER,
                List.of(properties),
                ensure ? Command.Strategy.ENSURE : Command.Strategy.COMMIT);
    }

    /** What a stage ends with; its failure is thrown as it is. */
    public static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The fault that a stage fails with. */
    public static Fault fault(CompletionStage<?> stage) {
        try {
            Object value = stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("expected a fault, got " + value);
        } catch (ExecutionException e) {
            return HyperspaceException.faultOf(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void failIf(CompletableFuture<Throwable> failure, @Nullable Throwable e) {
        if (e != null) {
            failure.complete(e);
        }
    }

    /** The failure of whichever stage fails first. */
    public static Throwable firstFailure(CompletionStage<?> one, CompletionStage<?> other) {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        one.whenComplete((value, e) -> failIf(failure, e));
        other.whenComplete((value, e) -> failIf(failure, e));
        return get(failure);
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
        database.close();
    }
}
