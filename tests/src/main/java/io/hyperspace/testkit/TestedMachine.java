package io.hyperspace.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.Hyperspace;
import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Services;
import io.hyperspace.gate.Gate;
import io.hyperspace.gate.GatedDriver;
import io.hyperspace.gate.GatedExecutor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.ActorSystemImpl;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of several Machines. Its threads and its database stand behind a gate, a new one each time it starts. */
final class TestedMachine {

    private static final Logger LOG = LoggerFactory.getLogger(TestedMachine.class);

    private final String name;
    private final Path data;
    private final Config config;
    private final String url;
    private final List<Function<Services, Driver>> drivers;
    private final List<CompletableFuture<Void>> killed = new ArrayList<>();
    private final List<String> gates = new ArrayList<>();
    private @Nullable Hyperspace running;
    private volatile @Nullable Services services;
    private boolean held;
    /** Whether this life may end: it was held or cut off from the database, or it has ended and that was noticed. */
    private boolean disturbed;

    TestedMachine(String name, Path data, Config config, String url, List<Function<Services, Driver>> drivers) {
        this.name = name;
        this.data = data;
        this.config = config;
        this.url = url;
        this.drivers = List.copyOf(drivers);
    }

    Hyperspace running() {
        return Objects.requireNonNull(running, "the Machine does not run");
    }

    Path data() {
        return data;
    }

    Services services() {
        return Objects.requireNonNull(services, "the Machine does not run");
    }

    boolean isUp() {
        return running != null && !held;
    }

    private String gate() {
        return gates.get(gates.size() - 1);
    }

    void start() {
        if (running != null) {
            throw new IllegalStateException(name + " runs already");
        }
        gates.add(name + "-" + UUID.randomUUID());
        Config gated = ConfigFactory.parseString(GatedExecutor.config(gate()) + GatedDriver.config(url, gate()));
        Hyperspace.Builder builder = Hyperspace.builder()
                .name(name)
                .data(data)
                .httpPort(0)
                .controlPort(0)
                .config(gated.withFallback(config))
                .driver(offered -> {
                    services = offered;
                    return drivers.get(0).apply(offered);
                });
        drivers.subList(1, drivers.size()).forEach(builder::driver);
        disturbed = false;
        running = builder.start();
    }

    void stop() {
        Hyperspace machine = running();
        resume();
        running = null;
        machine.close();
    }

    void pause() {
        held = true;
        disturbed = true;
        Gate.named(gate()).close();
    }

    void resume() {
        held = false;
        Gate.named(gate()).open();
    }

    /** The database is held first, so that the Machine can neither renew its lease nor say that it is gone. */
    void kill() {
        GatedDriver.breakOff(gate());
        Hyperspace machine = running();
        running = null;
        held = false;
        Gate.named(gate()).open();
        if (Adapter.toClassic(services().system()) instanceof ActorSystemImpl system) {
            system.abort();
        }
        killed.add(machine.ended()
                .handle((ended, failure) -> machine)
                .thenAcceptAsync(this::letGo, task -> new Thread(task, name + "-killed").start())
                .toCompletableFuture());
    }

    /** A process that was killed has no threads and connections left; its database is cut off, so it can tell nobody. */
    private void letGo(Hyperspace machine) {
        try {
            machine.close();
        } catch (RuntimeException e) {
            LOG.debug("what is left of {} did not end in order", name, e);
        }
    }

    String name() {
        return name;
    }

    /**
     * Whether it has ended though nobody stopped or killed it, held it or cut it off from the database. That is said once for
     * each time.
     */
    boolean takeEnded() {
        boolean ended = running != null && !disturbed && hasEnded();
        disturbed |= ended;
        return ended;
    }

    private boolean hasEnded() {
        return services().system().getWhenTerminated().toCompletableFuture().isDone();
    }

    /** One that was taken for lost has ended by itself. */
    void restartIfEnded() {
        if (hasEnded()) {
            if (running != null) {
                kill();
            }
            start();
        }
    }

    /** How many members are up and in its reach, as it sees it. */
    long seesUp() {
        ClusterEvent.CurrentClusterState state =
                Cluster.get(services().system()).state();
        return StreamSupport.stream(state.getMembers().spliterator(), false)
                .filter(member -> member.status().equals(MemberStatus.up()))
                .filter(member -> !state.getUnreachable().contains(member))
                .count();
    }

    void breakDatabase() {
        disturbed = true;
        GatedDriver.breakOff(gate());
    }

    void mendDatabase() {
        GatedDriver.mend(gate());
    }

    /** Lets go of all that is left. */
    void end() {
        gates.forEach(gate -> Gate.named(gate).open());
        if (running != null) {
            stop();
        }
        killed.forEach(CompletableFuture::join);
        gates.forEach(GatedDriver::mend);
    }
}
