package io.hyperspace.registry;

import io.hyperspace.provision.Registry;
import io.hyperspace.registry.database.Database;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a new Hyperverse starts with: six points that the hyperuser owns, and no grants. A start that finds them changes
 * nothing. Machines that start at once take turns by a lock in the database.
 */
public final class Bootstrap {

    private static final List<Registry.Registration> POINTS = List.of(
            point("ROOT", Kind.ROOT),
            point("GLOBAL::executor", Kind.GLOBAL),
            point("GLOBAL::registry", Kind.GLOBAL),
            point("hyperspace", Kind.SPACE),
            point("hyperspace:users", Kind.USER_BASE),
            point("hyperspace:users:hyperuser", Kind.USER));

    private Bootstrap() {}

    /**
     * Ends when all six points are there. This Machine must be up in its cluster, so that directories can start.
     *
     * @return fails with what the first refused registration failed with
     */
    public static CompletionStage<Void> run(Registry registry, Database database) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        database.facts().locked(connection -> ensureAll(registry));
                        done.complete(null);
                    } catch (Throwable e) {
                        done.completeExceptionally(e);
                    }
                },
                "hyperspace-bootstrap");
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static int ensureAll(Registry registry) {
        for (Registry.Registration point : POINTS) {
            registry.register(point).toCompletableFuture().join();
        }
        return POINTS.size();
    }

    private static Registry.Registration point(String point, Kind kind) {
        return new Registry.Registration(Point.parse(point), kind, Agent.HYPERUSER, List.of(), Command.Strategy.ENSURE);
    }
}
