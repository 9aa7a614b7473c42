package io.hyperspace.star;

import io.hyperspace.lane.Carry;
import io.hyperspace.lane.GravityCommand;
import io.hyperspace.provision.Memories;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.traversal.Basis;
import io.hyperspace.traversal.ParticleCommand;
import io.hyperspace.traversal.Recall;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What gravity hears of the particles that it has started. */
sealed interface ParticleNews extends GravityCommand, NoSerializationVerificationNeeded {

    Incarnation incarnation();

    /** A particle starts, and this became of its memory. */
    record Remembers(Incarnation incarnation, Recall memory) implements ParticleNews {}

    /** What a start had taken is lost, for it came to nothing. */
    record Lost(Incarnation incarnation, String why) implements ParticleNews {}

    /** A particle stops, and leaves this behind. */
    record Leaves(Incarnation incarnation, Memories.Left left) implements ParticleNews {}

    /** A particle takes waves. */
    record Activated(Incarnation incarnation, ActorRef<ParticleCommand> particle, Basis basis)
            implements ParticleNews {}

    /** A particle's start failed; its actor will stop. */
    record Failed(Incarnation incarnation, Fault fault) implements ParticleNews {}

    /** A particle cannot go on. It gives back what comes, and ends when it is asked to. */
    record Failing(Incarnation incarnation) implements ParticleNews {}

    /**
     * A particle's actor is gone.
     *
     * @param quarantine why it is not to be started again; null when it may be
     * @param failure in words, what has ended it; null when it stopped as it was asked to
     */
    record Stopped(
            Incarnation incarnation,
            @Nullable Fault quarantine,
            @Nullable String failure) implements ParticleNews {}

    /** A particle gave a wave back, see {@link io.hyperspace.traversal.ParticleListener#bounced}. */
    record Bounced(Incarnation incarnation, Carry carry) implements ParticleNews {}

    /** A particle goes on, and has given back all that it had to. */
    record Renewed(Incarnation incarnation) implements ParticleNews {}

    /** A particle that was to stop has something under way, or asks to be kept. */
    record Busy(Incarnation incarnation) implements ParticleNews {}

    /**
     * What a particle has said of itself while its star prepares to leave, see {@link Quiet}.
     *
     * @param given see {@link io.hyperspace.traversal.ParticleCommand.Rest}
     */
    record Rested(Incarnation incarnation, long given, boolean isBusy) implements ParticleNews {}
}
