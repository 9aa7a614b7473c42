package io.hyperspace.registry.membership;

import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.database.DatabaseAccess;
import io.hyperspace.registry.database.Machines;
import io.hyperspace.space.error.Fault;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.apache.pekko.cluster.typed.SelfUp;
import org.apache.pekko.cluster.typed.Subscribe;
import org.jspecify.annotations.Nullable;

/**
 * Lets this Machine join those that the machine table names, or the configured seeds instead, or found the cluster when the
 * table names nobody. Members that do not
 * answer may be dead and still have a lease, so the table is asked again until this Machine is in.
 *
 * <p>Invariant: a Machine founds a cluster only under the lock of the first start, when no member has a lease.
 */
public final class Joining extends AbstractBehavior<Joining.Command> {

    /** What happens while joining. */
    public sealed interface Command {}

    private record Arrived(@Nullable List<String> members) implements Command {}

    private record Up() implements Command {}

    private record Belongs(boolean stored) implements Command {}

    private enum Tick implements Command {
        ARRIVE,
        BELONG,
        LATE
    }

    private final Cluster cluster;
    private final Machines machines;
    private final MembershipSettings settings;
    private final TimerScheduler<Command> timers;
    private final CompletableFuture<Boolean> joined;
    private boolean isUp;
    private boolean founding;

    /** Starts joining. The stage ends when this Machine is up in its cluster; it fails with 503 when that takes too long. */
    public static CompletionStage<Boolean> start(ActorSystem<?> system, Database database) {
        // Who is in a cluster may have to decide about it, by the database.
        DatabaseAccess.of(system.classicSystem()).use(database);
        Machines machines = database.machines();
        CompletableFuture<Boolean> joined = new CompletableFuture<>();
        MembershipSettings settings = MembershipSettings.from(system.settings().config());
        Behavior<Command> joining = Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new Joining(context, machines, settings, timers, joined)));
        system.systemActorOf(joining, "joining", Props.empty());
        return joined;
    }

    private Joining(
            ActorContext<Command> context,
            Machines machines,
            MembershipSettings settings,
            TimerScheduler<Command> timers,
            CompletableFuture<Boolean> joined) {
        super(context);
        this.cluster = Cluster.get(context.getSystem());
        this.machines = machines;
        this.settings = settings;
        this.timers = timers;
        this.joined = joined;
        cluster.subscriptions()
                .tell(Subscribe.create(context.messageAdapter(SelfUp.class, up -> new Up()), SelfUp.class));
        timers.startSingleTimer(Tick.LATE, Tick.LATE, settings.joinTimeout());
        arrive();
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Arrived.class, this::onArrived)
                .onMessage(Up.class, up -> onUp())
                .onMessage(Belongs.class, this::onBelongs)
                .onMessageEquals(Tick.ARRIVE, this::arrive)
                .onMessageEquals(Tick.BELONG, this::belong)
                .onMessageEquals(Tick.LATE, this::onLate)
                .build();
    }

    private Behavior<Command> arrive() {
        if (!isUp && !founding) {
            UniqueAddress self = cluster.selfMember().uniqueAddress();
            getContext()
                    .pipeToSelf(
                            machines.arrive(self.address().toString(), self.longUid()),
                            (members, failure) -> new Arrived(members));
        }
        return this;
    }

    private Behavior<Command> onArrived(Arrived arrived) {
        if (isUp || founding) {
            return this;
        }
        timers.startSingleTimer(Tick.ARRIVE, Tick.ARRIVE, settings.joinRetry());
        List<String> members = arrived.members();
        if (members == null) {
            return this;
        }
        if (members.isEmpty()) {
            founding = true;
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
        } else {
            cluster.manager().tell(new JoinSeedNodes(seeds(members)));
        }
        return this;
    }

    /** Never this Machine itself: whoever is the first of its own seeds founds a cluster when the others are silent. */
    private List<Address> seeds(List<String> members) {
        List<Address> others = settings.seeds().stream()
                .filter(seed -> !seed.equals(cluster.selfMember().address()))
                .toList();
        return others.isEmpty()
                ? members.stream().map(AddressFromURIString::parse).toList()
                : others;
    }

    private Behavior<Command> onUp() {
        isUp = true;
        return belong();
    }

    private Behavior<Command> belong() {
        getContext()
                .pipeToSelf(
                        machines.belong(),
                        (stored, failure) -> new Belongs(failure == null && Boolean.TRUE.equals(stored)));
        return this;
    }

    private Behavior<Command> onBelongs(Belongs belongs) {
        if (belongs.stored()) {
            joined.complete(true);
            return Behaviors.stopped();
        }
        timers.startSingleTimer(Tick.BELONG, Tick.BELONG, settings.joinRetry());
        return this;
    }

    private Behavior<Command> onLate() {
        Fault late = Fault.of(
                503,
                "E0728",
                "this Machine could not join its cluster within "
                        + settings.joinTimeout().toSeconds() + " s",
                "see whether the Machines that run can be reached from here");
        joined.completeExceptionally(late.toException());
        return Behaviors.stopped();
    }
}
