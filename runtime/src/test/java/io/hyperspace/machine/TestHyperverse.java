package io.hyperspace.machine;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Services;
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
import io.hyperspace.space.point.StarKind;
import io.hyperspace.topology.Topology;
import io.hyperspace.trace.TraceListener;
import io.hyperspace.trace.TraceRecord;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;

/** A Machine on a real single-node cluster whose Registry is a map and whose journal is in memory. */
final class TestHyperverse implements Hyperverse, AutoCloseable {

    static final Config CONFIG = ConfigFactory.parseString("""
                    pekko.actor.provider = cluster
                    pekko.actor.serialize-messages = on
                    pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                    pekko.cluster.jmx.multi-mbeans-in-same-jvm = on
                    pekko.cluster.downing-provider-class = "org.apache.pekko.cluster.sbr.SplitBrainResolverProvider"
                    pekko.coordinated-shutdown.exit-jvm = off
                    pekko.coordinated-shutdown.terminate-actor-system = off
                    pekko.coordinated-shutdown.run-by-actor-system-terminate = off
                    """)
            .withFallback(PersistenceTestKitPlugin.getInstance().config())
            .withFallback(PersistenceTestKitSnapshotPlugin.config());

    /** All that is asked how it is answers, however busy this machine is; there is nobody who could be lost. */
    private static final Config PATIENT = ConfigFactory.parseString("hyperspace.overview.timeout = 20s");

    final MapRegistry registry = new MapRegistry();
    final MapOutbox outbox = new MapOutbox();
    final MapMemories memories = new MapMemories();
    final List<TraceRecord> records = new CopyOnWriteArrayList<>();
    private final Blobs blobs = new MapBlobs();
    private final List<Driver> drivers;
    final ActorTestKit kit;
    final Machine machine;

    TestHyperverse(String settings, Driver... drivers) {
        this.drivers = List.of(drivers);
        Config config = ConfigFactory.parseString(settings)
                .withFallback(PATIENT)
                .withFallback(CONFIG)
                .withFallback(ConfigFactory.load());
        this.kit = ActorTestKit.create("hyperspace", config);
        Cluster cluster = Cluster.get(kit.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        CompletableFuture<Machine> started = new CompletableFuture<>();
        kit.spawn(Machine.guardian(this, started), "machine");
        this.machine = started.join();
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
        return drivers;
    }

    @Override
    public Map<StarKind, Integer> starCounts() {
        return hasGraph() ? Map.of(StarKind.MAELSTROM, 2, StarKind.NEXUS, 1) : Map.of(StarKind.MAELSTROM, 2);
    }

    private boolean hasGraph() {
        return Machine.hyperspace(kit.system()).getString("topology").equals("graph");
    }

    @Override
    public Topology topology() {
        return Topology.of(Machine.hyperspace(kit.system()), starCounts());
    }

    @Override
    public List<TraceListener> traceListeners() {
        return List.of(records::add);
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
    }
}
