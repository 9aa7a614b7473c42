package io.hyperspace.traversal;

import io.hyperspace.lane.Carry;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Reflected;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What the actor of an active particle takes. */
public interface ParticleCommand extends NoSerializationVerificationNeeded {

    /**
     * A wave that gravity admitted.
     *
     * @param wave the wave
     * @param replyTo who takes the answer; null for a signal that nobody keeps
     * @param carry how it came to gravity
     */
    record Deliver(Directed wave, @Nullable ActorRef<Reflected> replyTo, Carry carry) implements ParticleCommand {
        public Deliver(Carry carry) {
            this(carry.wave(), carry.replyTo(), carry);
        }
    }

    /** Ends the bouncing of waves: the particle may go on, with a basis that says what its own says. */
    record Renew(Basis basis) implements ParticleCommand {}

    /**
     * Asks the particle to stop.
     *
     * @param evenIfKept also when its core would rather stay, because its record changed
     * @param busy hears of it when the particle stays; otherwise the particle stops
     */
    record Passivate(boolean evenIfKept, ActorRef<StillBusy> busy) implements ParticleCommand {}

    /**
     * Asks the particle to give back what it has not begun, also what still comes, and to stop once nothing is under way.
     *
     * @param busy hears of it when something is under way; then it is asked again
     */
    record Leave(ActorRef<StillBusy> busy) implements ParticleCommand {}

    /** The particle stays: it has waves under way, or its core asks to be kept. */
    record StillBusy(Incarnation particle) implements NoSerializationVerificationNeeded {}
}
