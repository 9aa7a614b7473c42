package io.hyperspace.traversal;

import io.hyperspace.provision.Memories;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.traversal.ParticleCommand.Deliver;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The star of a particle, as the particle sees it: it hears how the
 * particle is, and has what the particle left behind. Called on the particle's actor where nothing else is said.
 */
public interface ParticleListener {

    /**
     * Takes what the particle left behind at its last place, see {@link Memories#take}. Called on any thread.
     *
     * @param record by which it starts
     */
    CompletionStage<Optional<Memories.Left>> take(ParticleRecord record);

    /**
     * The particle starts, and this became of its memory; it is the particle's once it has {@link #started}. Called on any
     * thread, and also when the start has failed meanwhile.
     */
    void remembers(Recall memory);

    /**
     * The particle takes waves.
     *
     * @param basis what it runs on
     */
    void started(ActorRef<ParticleCommand> particle, Basis basis);

    /** The particle stops, and leaves this behind. */
    void leaves(Memories.Left left);

    /** The particle does not start; its actor fails. */
    void failed(Fault fault);

    /**
     * A wave comes back: the particle does not run on what the Registry has. So do all that follow, in order, until the
     * particle has been told to go on or has ended.
     */
    void bounced(Deliver deliver);

    /**
     * The particle cannot go on. Every wave that comes to it now comes back by {@link #bounced}; it ends when it is next
     * asked to stop, so that nothing is in its mailbox then.
     */
    void failing();

    /** The particle that could not go on ends. Its actor stops after this as one does that was asked to. */
    void crashed(RuntimeException reason);

    /** The particle goes on; no wave bounces any more that it got before it was told so. */
    void renewed();
}
