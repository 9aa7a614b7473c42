package io.hyperspace.star;

import io.hyperspace.lane.Carry;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.traversal.ParticleCommand;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** A wave as gravity gives it to a particle. */
record Delivery(Carry carry) implements ParticleCommand.Deliver {

    @Override
    public Directed wave() {
        return carry.wave();
    }

    @Override
    public @Nullable ActorRef<Reflected> replyTo() {
        return carry.replyTo();
    }
}
