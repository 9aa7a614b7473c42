package io.hyperspace.overview;

import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.trace.TraceId;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Asks the parts of the Hyperverse how they are now. Nothing is answered from a copy but what no part can say of itself.
 * Each part has {@code hyperspace.overview.timeout} to answer; no stage fails for one that does not.
 */
public interface Overview {

    /** Every star, in the order of the keys. */
    CompletionStage<List<StarReport>> stars();

    /** The lanes of every Machine of the cluster, Machine by Machine. */
    CompletionStage<List<LaneReport>> lanes();

    /** Every Machine that the machine table or the cluster knows, in the order of their names. */
    CompletionStage<List<MachineReport>> machines();

    /** What the Machines of the cluster have of a trace; of each at most {@code hyperspace.trace.shown} records. */
    CompletionStage<TraceReport> trace(TraceId trace);

    /** The drivers, which are the same on every Machine. */
    List<DriverReport> drivers();

    /** How a particle is in the star that its record names. */
    CompletionStage<ParticleReport> particle(ParticleRecord record);
}
