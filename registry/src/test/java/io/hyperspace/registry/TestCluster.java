package io.hyperspace.registry;

import io.hyperspace.gate.Gate;
import io.hyperspace.gate.GatedDriver;
import io.hyperspace.gate.GatedExecutor;
import io.hyperspace.provision.Registry;
import io.hyperspace.registry.directory.Directories;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.cluster.sharding.typed.GetShardRegionState;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.remote.RemoteActorRefProvider;
import org.apache.pekko.remote.transport.ThrottlerTransportAdapter;
import org.awaitility.Awaitility;

/**
 * Several Machines in this JVM on one database, with leases of three seconds. Each stands behind a gate of its own, so
 * that it can be stopped as its operating system would stop it.
 */
public final class TestCluster implements AutoCloseable {

    private static final String SHORT_TIMES = """
            hyperspace.database { write-threads = 2, query-threads = 2, replay-threads = 2 }
            hyperspace.machine { lease = 3s, renew-every = 500ms, retry-every = 100ms, join-retry = 500ms }
            pekko.cluster {
              gossip-interval = 200ms
              leader-actions-interval = 200ms
              unreachable-nodes-reaper-interval = 200ms
              periodic-tasks-initial-delay = 200ms
              failure-detector { heartbeat-interval = 300ms, acceptable-heartbeat-pause = 2s }
              sharding { retry-interval = 300ms, waiting-for-state-timeout = 1s, coordinator-failure-backoff = 1s }
            }
            """;

    private final Path data;
    private final String more;
    private final TestDatabase kind;
    private final List<TestMachine> machines = new ArrayList<>();
    private final List<String> gates = new ArrayList<>();
    private final Set<Integer> killed = new HashSet<>();

    private TestCluster(Path data, String more) {
        this.data = data;
        this.more = more;
        this.kind = TestDatabase.shared();
    }

    /** Starts so many Machines, one after the other. */
    public static TestCluster start(int size, Path data, String more) {
        TestCluster cluster = new TestCluster(data, more);
        try {
            for (int i = 0; i < size; i++) {
                cluster.add();
            }
            cluster.awaitMembers();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Starts one more Machine and returns its number. */
    public int add() {
        int number = machines.size();
        String gate = "m" + number + "-" + UUID.randomUUID();
        gates.add(gate);
        machines.add(TestMachine.start(TestMachine.config(
                data.resolve("m" + number),
                more + "\nhyperspace.machine.name = m" + number + "\n" + SHORT_TIMES + kind.credentials()
                        + GatedDriver.config(kind.url(data), gate) + GatedExecutor.config(gate))));
        return number;
    }

    public int size() {
        return machines.size();
    }

    public TestMachine machine(int number) {
        return machines.get(number);
    }

    public Registry registry(int number) {
        return machines.get(number).registry();
    }

    /** Names the Machine's database to {@link GatedDriver}. */
    public String gate(int number) {
        return gates.get(number);
    }

    /** Stops everything that a Machine does, as it is; what it has in a transaction still ends. */
    public void pause(int number) {
        Gate.named(gates.get(number)).close();
    }

    /** Lets a Machine go on where it was stopped. */
    public void resume(int number) {
        Gate.named(gates.get(number)).open();
    }

    /** Ends a Machine for the others: it neither leaves nor fences its row, it is silent from now on. */
    public void kill(int number) {
        killed.add(number);
        pause(number);
    }

    /**
     * Has neither of two Machines hear the other any more, for good. They need {@code artery.advanced.test-mode}.
     */
    public void cut(int one, int other) {
        blackhole(one, other);
        blackhole(other, one);
    }

    /** The command is part of a transport that is on its way out; the one in use still takes it. */
    @SuppressWarnings("deprecation")
    private void blackhole(int from, int to) {
        if (Adapter.toClassic(machines.get(from).system()) instanceof ExtendedActorSystem system
                && system.provider() instanceof RemoteActorRefProvider provider) {
            Address other = Cluster.get(machines.get(to).system()).selfMember().address();
            provider.transport()
                    .managementCommand(new ThrottlerTransportAdapter.SetThrottle(
                            other,
                            ThrottlerTransportAdapter.bothDirection(),
                            ThrottlerTransportAdapter.Blackhole$.MODULE$));
        }
    }

    /** Whether directories are active on a Machine. */
    public boolean holdsDirectories(int number) {
        ActorSystem<?> system = machines.get(number).system();
        CompletionStage<ShardRegion.CurrentShardRegionState> state = AskPattern.ask(
                ClusterSharding.get(system).shardState(),
                replyTo -> new GetShardRegionState(Directories.KEY, replyTo),
                Duration.ofSeconds(10),
                system.scheduler());
        return !TestMachine.get(state).getShards().isEmpty();
    }

    /** Waits until all Machines that were not killed are up and see no others. */
    public void awaitMembers() {
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> {
            for (int i = 0; i < machines.size(); i++) {
                if (!killed.contains(i) && ups(i) != machines.size() - killed.size()) {
                    return false;
                }
            }
            return true;
        });
    }

    /** How many members a Machine sees; -1 when it also sees one that is not up. */
    private long ups(int number) {
        var state = Cluster.get(machines.get(number).system()).state();
        long all = StreamSupport.stream(state.getMembers().spliterator(), false).count();
        boolean allUp = StreamSupport.stream(state.getMembers().spliterator(), false)
                .allMatch(member -> member.status().equals(MemberStatus.up()));
        return allUp ? all : -1;
    }

    /** All at once, for each takes a while to leave. */
    @Override
    public void close() {
        List<Thread> closing = new ArrayList<>();
        for (int i = 0; i < machines.size(); i++) {
            int number = i;
            Thread thread = new Thread(() -> close(number), "closing " + gates.get(number));
            thread.start();
            closing.add(thread);
        }
        for (Thread thread : closing) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void close(int number) {
        if (killed.contains(number)) {
            Cluster cluster = Cluster.get(machines.get(number).system());
            cluster.manager().tell(new Down(cluster.selfMember().address()));
        }
        resume(number);
        machines.get(number).close();
    }
}
