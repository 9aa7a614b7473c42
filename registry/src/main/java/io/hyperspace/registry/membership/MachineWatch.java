package io.hyperspace.registry.membership;

import io.hyperspace.registry.database.MachineRow;
import io.hyperspace.registry.database.Machines;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Subscribe;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fences every Machine that the cluster has downed, as all others do too, and keeps the gate of this Machine's
 * directories.
 *
 * <p>Invariant: the gate is open only while no Machine that has left the cluster may still write. It closes when a Machine
 * is downed or removed, and opens when the machine table, asked after that, names members alone. The cluster moves what a
 * lost Machine had only after every Machine has seen that it is down.
 *
 * <p>A Machine that is fenced is of no more use. It ends its actor system as if the cluster had downed it, which the others
 * did but may not be able to tell it.
 */
public final class MachineWatch extends AbstractBehavior<MachineWatch.Command> {

    private static final Logger LOG = LoggerFactory.getLogger(MachineWatch.class);

    /** What the watch hears. */
    public sealed interface Command {}

    private record Changed(ClusterEvent.MemberEvent event) implements Command {}

    private record Seen(long round, @Nullable List<MachineRow> rows) implements Command {}

    private record Fenced(UniqueAddress machine, boolean done) implements Command {}

    private record Expired() implements Command {}

    private enum Tick implements Command {
        LOOK
    }

    private final Machines machines;
    private final StartGate gate;
    private final Cluster cluster;
    private final UniqueAddress self;
    private final Set<UniqueAddress> members = new HashSet<>();
    private final Set<UniqueAddress> toFence = new HashSet<>();
    /** Grows with each loss: what was asked before it says nothing of it. */
    private long round;

    private boolean looking;
    private boolean ending;

    /** Starts the watch of this Machine. */
    public static StartGate start(ActorSystem<?> system, Machines machines) {
        StartGate gate = new StartGate();
        MembershipSettings settings = MembershipSettings.from(system.settings().config());
        Behavior<Command> watch = Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new MachineWatch(context, machines, gate, settings, timers)));
        system.systemActorOf(watch, "machine-watch", Props.empty());
        return gate;
    }

    private MachineWatch(
            ActorContext<Command> context,
            Machines machines,
            StartGate gate,
            MembershipSettings settings,
            TimerScheduler<Command> timers) {
        super(context);
        this.machines = machines;
        this.gate = gate;
        this.cluster = Cluster.get(context.getSystem());
        this.self = cluster.selfMember().uniqueAddress();
        cluster.subscriptions()
                .tell(Subscribe.create(
                        context.messageAdapter(ClusterEvent.MemberEvent.class, Changed::new),
                        ClusterEvent.MemberEvent.class));
        timers.startTimerWithFixedDelay(Tick.LOOK, settings.watchInterval());
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Changed.class, changed -> onChanged(changed.event()))
                .onMessage(Seen.class, this::onSeen)
                .onMessage(Fenced.class, this::onFenced)
                .onMessage(Expired.class, expired -> this)
                .onMessageEquals(Tick.LOOK, this::onTick)
                .build();
    }

    private Behavior<Command> onChanged(ClusterEvent.MemberEvent event) {
        Member member = event.member();
        if (event instanceof ClusterEvent.MemberDowned || event instanceof ClusterEvent.MemberRemoved) {
            round++;
            gate.close();
            members.remove(member.uniqueAddress());
            if (wasDowned(event) && !member.uniqueAddress().equals(self)) {
                toFence.add(member.uniqueAddress());
                fence(member.uniqueAddress());
            }
        } else {
            members.add(member.uniqueAddress());
        }
        return onLook();
    }

    private static boolean wasDowned(ClusterEvent.MemberEvent event) {
        return event instanceof ClusterEvent.MemberDowned
                || (event instanceof ClusterEvent.MemberRemoved removed
                        && removed.previousStatus().equals(MemberStatus.down()));
    }

    private void fence(UniqueAddress machine) {
        getContext()
                .pipeToSelf(
                        machines.fence(machine.address().toString(), machine.longUid()),
                        (rows, failure) -> new Fenced(machine, failure == null));
    }

    private Behavior<Command> onFenced(Fenced fenced) {
        if (fenced.done() && toFence.remove(fenced.machine())) {
            LOG.info("{} has left the cluster and can store nothing any more", fenced.machine());
        }
        return this;
    }

    private Behavior<Command> onTick() {
        if (machines.isFenced() && !ending) {
            ending = true;
            LOG.error("this Machine is fenced and leaves what it takes for its cluster");
            cluster.manager().tell(new Down(self.address()));
        }
        return onLook();
    }

    /** Looks while the gate is closed. */
    private Behavior<Command> onLook() {
        if (gate.isOpen() || looking || !members.contains(self)) {
            return this;
        }
        toFence.forEach(this::fence);
        looking = true;
        long asked = round;
        getContext().pipeToSelf(machines.unfenced(), (rows, failure) -> new Seen(asked, rows));
        return this;
    }

    private Behavior<Command> onSeen(Seen seen) {
        looking = false;
        List<MachineRow> rows = seen.rows();
        if (rows == null || seen.round() != round) {
            return this;
        }
        List<MachineRow> strangers = rows.stream().filter(this::isStranger).toList();
        if (strangers.isEmpty() && toFence.isEmpty()) {
            gate.open();
        }
        for (MachineRow stranger : strangers) {
            if (!stranger.isLive()) {
                getContext()
                        .pipeToSelf(machines.fenceIfExpired(stranger.incarnation()), (done, failure) -> new Expired());
            }
        }
        return this;
    }

    private boolean isStranger(MachineRow row) {
        return row.isMember()
                && !row.incarnation().equals(machines.self())
                && members.stream()
                        .noneMatch(member -> member.longUid() == row.uid()
                                && member.address().toString().equals(row.address()));
    }
}
