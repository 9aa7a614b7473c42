package io.hyperspace.registry.membership;

import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.database.DatabaseAccess;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.coordination.lease.LeaseSettings;
import org.apache.pekko.coordination.lease.javadsl.Lease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides for Pekko's split brain resolver, by the database, which side of a cluster that has come apart goes on: the one
 * that gets this lease. The other ends itself.
 *
 * <p>The lease need not last for long. Whoever gets it fences those whom it leaves behind, and a Machine that is fenced
 * gets no lease any more. A lease whose owner has died is free as soon as the owner's own lease on the machine table has
 * run out, so that the next loss finds no dead owner in its way. One whose owner is on this Machine's own side is taken over:
 * the resolver asks by whoever has the lowest address, and that may be a Machine that has only just joined, while the one
 * that has decided a moment ago still has the lease. Refused, it would down its whole side.
 */
public final class SplitBrainLease extends Lease {

    private static final Logger LOG = LoggerFactory.getLogger(SplitBrainLease.class);

    private final LeaseSettings settings;
    private final ExtendedActorSystem system;
    private final Duration hold;
    private final Duration retryEvery;
    private volatile long heldUntil;
    private volatile boolean held;

    /** Pekko makes it by reflection, and makes one more that it does not use, so it only keeps what it is given. */
    public SplitBrainLease(LeaseSettings settings, ExtendedActorSystem system) {
        this.settings = settings;
        this.system = system;
        this.hold = settings.timeoutSettings().getHeartbeatTimeout();
        this.retryEvery = settings.leaseConfig().getDuration("retry-every");
    }

    @Override
    public LeaseSettings getSettings() {
        return settings;
    }

    /** A database that is away for a moment is asked again, within {@code lease-operation-timeout}. */
    @Override
    public CompletionStage<Boolean> acquire() {
        return attempt(System.nanoTime()
                + settings.timeoutSettings().getOperationTimeout().toNanos());
    }

    /** {@inheritDoc} The resolver asks for no word when the lease is lost. */
    @Override
    public CompletionStage<Boolean> acquire(Consumer<Optional<Throwable>> leaseLostCallback) {
        return acquire();
    }

    private CompletionStage<Boolean> attempt(long end) {
        long sent = System.nanoTime();
        return database()
                .leases()
                .acquire(settings.leaseName(), hold, companions())
                .thenApply(got -> {
                    heldUntil = sent + hold.toNanos() / 10 * 9;
                    held = got;
                    return got;
                })
                .exceptionallyCompose(failure -> {
                    if (System.nanoTime() - end >= 0 || database().lease().isLost()) {
                        return CompletableFuture.failedFuture(failure);
                    }
                    LOG.warn(
                            "the lease {} could not be asked for and will be again: {}",
                            settings.leaseName(),
                            failure.toString());
                    return CompletableFuture.supplyAsync(
                                    () -> end,
                                    CompletableFuture.delayedExecutor(retryEvery.toNanos(), TimeUnit.NANOSECONDS))
                            .thenCompose(this::attempt);
                });
    }

    /** The other Machines that this one reaches. */
    private Set<String> companions() {
        ClusterEvent.CurrentClusterState state = Cluster.get(system).state();
        Set<String> reached = new HashSet<>();
        state.getMembers().forEach(member -> {
            if (!state.getUnreachable().contains(member)) {
                reached.add(member.address().toString());
            }
        });
        return reached;
    }

    @Override
    public CompletionStage<Boolean> release() {
        held = false;
        return database().leases().release(settings.leaseName());
    }

    @Override
    public boolean checkLease() {
        return held && System.nanoTime() - heldUntil < 0 && database().lease().isHeld();
    }

    private Database database() {
        return DatabaseAccess.of(system).database();
    }
}
