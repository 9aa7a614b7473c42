package io.hyperspace.traversal;

import io.hyperspace.space.error.Fault;
import io.hyperspace.traversal.ParticleCommand.Deliver;
import org.apache.pekko.actor.typed.ActorRef;

/** Hears how a particle is. Called on the particle's actor. */
public interface ParticleListener {

    /**
     * The particle takes waves.
     *
     * @param basis what it runs on
     */
    void started(ActorRef<ParticleCommand> particle, Basis basis);

    /** The particle does not start; its actor fails. */
    void failed(Fault fault);

    /**
     * A wave comes back: the particle does not run on what the Registry has. So do all that follow, in order, until the
     * particle has been told to go on or has ended.
     */
    void bounced(Deliver deliver);

    /**
     * The particle cannot go on. Every wave that comes to it now comes back by {@link #bounced}; it fails when it is next
     * asked to stop, so that nothing is in its mailbox then.
     */
    void failing();

    /** The particle goes on; no wave bounces any more that it got before it was told so. */
    void renewed();
}
