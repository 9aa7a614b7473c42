package io.hyperspace;

import com.typesafe.config.Config;
import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Services;
import io.hyperspace.machine.Hyperverse;
import io.hyperspace.machine.Machine;
import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.membership.Joining;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.trace.TraceListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Brings up a Machine of this JVM's own: the database, an actor system, its place in the cluster that the database names,
 * the Machine, the first points, and the web ingress, in this order; what was opened is closed again when a later step fails.
 */
final class MachineStartup implements Startup {

    private static final Duration FAILED_START = Duration.ofSeconds(20);

    @Override
    public Running start(
            Config config,
            List<Function<Services, Driver>> drivers,
            List<TraceListener> listeners,
            CompletionStage<?> brokenOff) {
        Database database = Database.open(config);
        ActorSystem<?> system;
        CompletableFuture<Machine> started = new CompletableFuture<>();
        try {
            Hyperverse hyperverse =
                    new StandaloneHyperverse(config.getConfig("hyperspace"), database, drivers, listeners);
            system = ActorSystem.create(root(hyperverse, database, started), "hyperspace", config);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        RunningMachine running = new RunningMachine(system, database);
        failWhen(brokenOff, Faults.notReady("a Machine whose start was broken off"), started);
        failWhen(database.lease().fenced(), Database.fenced(), started);
        failWhen(system.getWhenTerminated(), Database.fenced(), started);
        try {
            running.open(Blocking.get(started));
            return running;
        } catch (RuntimeException e) {
            running.stop(FAILED_START);
            throw e;
        }
    }

    private static void failWhen(CompletionStage<?> event, Fault fault, CompletableFuture<Machine> started) {
        event.thenAccept(done -> started.completeExceptionally(fault.toException()));
    }

    /** The Machine starts when it is up in its cluster. */
    private static Behavior<Joined> root(Hyperverse hyperverse, Database database, CompletableFuture<Machine> started) {
        return Behaviors.setup(context -> {
            context.pipeToSelf(Joining.start(context.getSystem(), database), (up, failure) -> new Joined(failure));
            return Behaviors.receiveMessage(joined -> {
                Throwable failure = joined.failure();
                if (failure == null) {
                    context.spawn(Machine.guardian(hyperverse, started), "machine");
                } else {
                    started.completeExceptionally(failure);
                }
                return Behaviors.same();
            });
        });
    }

    private record Joined(@Nullable Throwable failure) {}
}
