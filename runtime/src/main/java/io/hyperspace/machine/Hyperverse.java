package io.hyperspace.machine;

import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Services;
import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.Members;
import io.hyperspace.provision.Memories;
import io.hyperspace.provision.Outbox;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.topology.Topology;
import io.hyperspace.trace.TraceListener;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorSystem;

/** What a Hyperverse is composed of. A platform implements it; every Machine of the cluster has an equal one. */
public interface Hyperverse {

    /** Opens the Registry on this Machine. Called once, before anything else. */
    Registry registry(ActorSystem<?> system);

    /** Opens the content store on this Machine. */
    Blobs blobs(ActorSystem<?> system);

    /** The Machines of the cluster. The Registry has been opened. */
    Members members(ActorSystem<?> system);

    /** Opens the outboxes of the stars on this Machine. */
    Outbox outbox(ActorSystem<?> system);

    /** Opens what keeps the memory of particles that move, on this Machine. */
    Memories memories(ActorSystem<?> system);

    /** The drivers; each kind is supported by exactly one. */
    List<Driver> drivers(Services services);

    /** How many stars of each kind there are in the whole cluster. */
    Map<StarKind, Integer> starCounts();

    /** Who is told of the records that tracked waves leave on this Machine. */
    default List<TraceListener> traceListeners() {
        return List.of();
    }

    /** Which lanes there are; every Machine has one to every star where nothing else is said. */
    default Topology topology() {
        return Topology.MESH;
    }
}
