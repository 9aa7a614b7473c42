package io.hyperspace.traversal;

import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Reflected;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What the actor of an active particle takes. */
public interface ParticleCommand extends NoSerializationVerificationNeeded {

    /** A wave that gravity admitted. What is given back is the very same, so that gravity knows how it came. */
    interface Deliver extends ParticleCommand {
        Directed wave();

        /** Who takes the answer; null for a signal that nobody keeps. */
        @Nullable ActorRef<Reflected> replyTo();

        /** The wave has been answered, or would have been if anybody waited. */
        void answered();

        /**
         * Takes the answer in the place of {@link #replyTo}, on the particle's thread.
         *
         * @param isStored whether the particle will give the same answer to each copy of the wave, for it has stored it
         * @return false when the answer is to be given to {@link #replyTo}
         */
        boolean takeAnswer(Pong answer, boolean isStored);
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
     * Asks the particle to give back what it has not begun, also what still comes, and to stop once nothing is under way and
     * its memory has been saved.
     *
     * @param memoryLimit the most bytes of memory that are carried along
     * @param busy hears of it when something is under way; then it is asked again
     */
    record Leave(long memoryLimit, ActorRef<StillBusy> busy) implements ParticleCommand {}

    /**
     * Asks whether the particle has something under way.
     *
     * @param given how many waves it was given before; comes back with the answer
     */
    record Rest(long given, ActorRef<Rests> replyTo) implements ParticleCommand {}

    /**
     * How it is with a particle after all that came before {@link Rest}.
     *
     * @param isBusy whether waves are under way that it will go on with
     */
    record Rests(Incarnation particle, long given, boolean isBusy) implements NoSerializationVerificationNeeded {}

    /** The particle stays: it has waves under way, or its core asks to be kept. */
    record StillBusy(Incarnation particle) implements NoSerializationVerificationNeeded {}
}
