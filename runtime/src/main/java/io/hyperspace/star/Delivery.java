package io.hyperspace.star;

import io.hyperspace.lane.Carry;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.traversal.ParticleCommand;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * A wave as gravity gives it to a particle.
 *
 * @param timing how long it takes; null when this one is not timed
 */
record Delivery(Carry carry, Delays.@Nullable Timing timing) implements ParticleCommand.Deliver {

    @Override
    public Directed wave() {
        return carry.wave();
    }

    @Override
    public @Nullable ActorRef<Reflected> replyTo() {
        return carry.replyTo();
    }

    @Override
    public void answered() {
        if (timing != null) {
            timing.end();
        }
    }

    /** The wave has come back, and will be given again. */
    void bounced() {
        if (timing != null) {
            timing.drop();
        }
    }
}
