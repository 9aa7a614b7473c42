package io.hyperspace.machine;

import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Services;
import io.hyperspace.overview.StarReport;
import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.MapBlobs;
import io.hyperspace.provision.MapMemories;
import io.hyperspace.provision.MapOutbox;
import io.hyperspace.provision.MapRegistry;
import io.hyperspace.provision.Members;
import io.hyperspace.provision.Memories;
import io.hyperspace.provision.OneMachine;
import io.hyperspace.provision.Outbox;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.ActorSystemImpl;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/** Several Machines of a real cluster in this JVM, with one Registry for all, which is a map; a Machine is called by its number. */
final class TestMachines implements Hyperverse, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Config CONFIG = ConfigFactory.parseString("""
                    pekko.cluster {
                      failure-detector { heartbeat-interval = 300ms, acceptable-heartbeat-pause = 4s }
                      split-brain-resolver.stable-after = 1s
                      down-removal-margin = 1s
                    }
                    """).withFallback(TestHyperverse.CONFIG);

    final MapRegistry registry = new MapRegistry();
    private final MapOutbox outbox = new MapOutbox();
    final MapMemories memories = new MapMemories();
    private final Blobs blobs = new MapBlobs();
    private final Driver driver;
    private final Map<StarKind, Integer> counts;
    private final Map<Integer, ActorTestKit> kits = new TreeMap<>();
    private final Map<Integer, Machine> machines = new HashMap<>();

    TestMachines(int count, Map<StarKind, Integer> counts, Driver driver) {
        this.driver = driver;
        this.counts = Map.copyOf(counts);
        for (int i = 0; i < count; i++) {
            start(i);
        }
    }

    private void start(int index) {
        Config config = ConfigFactory.parseString("hyperspace.machine.name = \"" + index + "\"")
                .withFallback(CONFIG)
                .withFallback(ConfigFactory.load());
        ActorTestKit kit = ActorTestKit.create("hyperspace", config);
        ActorTestKit first = kits.isEmpty() ? kit : kits.values().iterator().next();
        kits.put(index, kit);
        Cluster.get(kit.system())
                .manager()
                .tell(Join.create(Cluster.get(first.system()).selfMember().address()));
        CompletableFuture<Machine> started = new CompletableFuture<>();
        kit.spawn(Machine.guardian(this, started), "machine");
        machines.put(index, started.join());
    }

    Services services(int index) {
        return Objects.requireNonNull(machines.get(index), "it was started").services();
    }

    /** One that runs, and is not the first. */
    int another() {
        return kits.keySet().stream().filter(index -> index > 0).findAny().orElseThrow();
    }

    /** Ends a Machine at once; nobody is told. */
    void kill(int index) {
        ActorTestKit kit = kits.remove(index);
        if (kit != null && Adapter.toClassic(kit.system()) instanceof ActorSystemImpl system) {
            system.abort();
        }
    }

    /** Waits until the Machines that are left are the cluster and have all stars, as evenly as there can be. */
    void settle() {
        int most = (counts.getOrDefault(StarKind.MAELSTROM, 0) + kits.size() - 1) / kits.size();
        await().atMost(PATIENCE).until(() -> kits.values().stream().allMatch(kit -> size(kit) == kits.size()));
        await().atMost(PATIENCE).until(() -> {
            Map<String, Integer> there = new HashMap<>();
            homes().forEach((star, machine) -> {
                if (star.name().equals(StarKind.MAELSTROM.starName())) {
                    there.merge(machine, 1, Integer::sum);
                }
            });
            return there.size() == kits.size() && there.values().stream().allMatch(count -> count <= most);
        });
    }

    private static long size(ActorTestKit kit) {
        return StreamSupport.stream(
                        Cluster.get(kit.system()).state().getMembers().spliterator(), false)
                .count();
    }

    /** The Machines of all stars that answer, as the first Machine sees it. */
    Map<StarKey, String> homes() {
        Map<StarKey, String> homes = new HashMap<>();
        List<StarReport> reports =
                services(0).overview().get().stars().toCompletableFuture().join();
        for (StarReport report : reports) {
            if (report.machine() != null) {
                homes.put(report.star(), report.machine());
            }
        }
        return homes;
    }

    @Override
    public Registry registry(ActorSystem<?> system) {
        return registry;
    }

    @Override
    public Blobs blobs(ActorSystem<?> system) {
        return blobs;
    }

    @Override
    public Members members(ActorSystem<?> system) {
        return new OneMachine(Cluster.get(system).selfMember().address().toString());
    }

    @Override
    public Outbox outbox(ActorSystem<?> system) {
        return outbox;
    }

    @Override
    public Memories memories(ActorSystem<?> system) {
        return memories;
    }

    @Override
    public List<Driver> drivers(Services services) {
        return List.of(driver);
    }

    @Override
    public Map<StarKind, Integer> starCounts() {
        return counts;
    }

    @Override
    public void close() {
        kits.values().forEach(ActorTestKit::shutdownTestKit);
    }
}
