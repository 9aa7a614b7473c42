package io.hyperspace.registry.membership;

import io.hyperspace.provision.MachineStatus;
import io.hyperspace.provision.Members;
import io.hyperspace.registry.database.MachineRow;
import io.hyperspace.registry.database.Machines;
import io.hyperspace.space.point.StarKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.jspecify.annotations.Nullable;

/** The Machines by the machine table, and what the cluster knows of each. */
public final class TableMembers implements Members {

    private static final Set<MemberStatus> GOING = Set.of(MemberStatus.leaving(), MemberStatus.exiting());
    private static final Set<MemberStatus> COMING = Set.of(MemberStatus.joining(), MemberStatus.weaklyUp());

    private final Cluster cluster;
    private final Machines machines;

    private TableMembers(Cluster cluster, Machines machines) {
        this.cluster = cluster;
        this.machines = machines;
    }

    public static Members of(ActorSystem<?> system, Machines machines) {
        return new TableMembers(Cluster.get(system), machines);
    }

    @Override
    public CompletionStage<List<MachineStatus>> machines() {
        return machines.unfenced().thenApply(rows -> {
            ClusterEvent.CurrentClusterState seen = cluster.state();
            return rows.stream().map(row -> status(row, seen)).toList();
        });
    }

    private static MachineStatus status(MachineRow row, ClusterEvent.CurrentClusterState seen) {
        Member member = StreamSupport.stream(seen.getMembers().spliterator(), false)
                .filter(each -> each.uniqueAddress().longUid() == row.uid()
                        && each.address().toString().equals(row.address()))
                .findFirst()
                .orElse(null);
        return new MachineStatus(
                row.name(),
                Objects.requireNonNullElse(row.address(), ""),
                state(row, member, seen),
                row.lease(),
                row.isDraining(),
                member == null ? Set.of() : stars(member));
    }

    private static MachineStatus.State state(
            MachineRow row, @Nullable Member member, ClusterEvent.CurrentClusterState seen) {
        if (member == null) {
            return row.isMember() ? MachineStatus.State.LOST : MachineStatus.State.JOINING;
        } else if (seen.getUnreachable().contains(member)) {
            return MachineStatus.State.UNREACHABLE;
        } else if (GOING.contains(member.status())) {
            return MachineStatus.State.LEAVING;
        } else if (COMING.contains(member.status())) {
            return MachineStatus.State.JOINING;
        }
        return member.status().equals(MemberStatus.up()) ? MachineStatus.State.UP : MachineStatus.State.LOST;
    }

    private static Set<StarKind> stars(Member member) {
        Set<StarKind> kinds = EnumSet.noneOf(StarKind.class);
        for (StarKind kind : StarKind.values()) {
            if (member.hasRole(kind.role())) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    @Override
    public CompletionStage<Void> drain(String name, boolean on) {
        return machines.drain(name, on);
    }

    @Override
    public Set<String> draining() {
        return machines.draining();
    }
}
