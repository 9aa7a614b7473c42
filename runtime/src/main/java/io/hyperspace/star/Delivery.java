package io.hyperspace.star;

import io.hyperspace.delivery.Ledger;
import io.hyperspace.lane.Carry;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.traversal.ParticleCommand;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * A wave as gravity gives it to a particle.
 *
 * @param timing how long it takes; null when this one is not timed
 * @param ledger takes its answer; null when it is not entered in one
 */
record Delivery(
        Carry carry,
        Delays.@Nullable Timing timing,
        @Nullable Ledger ledger) implements ParticleCommand.Deliver {

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

    /** Straight, for gravity's mailbox would only have the ledger do this a little later. */
    @Override
    public boolean takeAnswer(Pong answer, boolean isStored) {
        if (ledger == null) {
            return false;
        }
        ledger.answered(answer, System.currentTimeMillis(), isStored);
        return true;
    }

    /** The wave has come back, and will be given again. */
    void bounced() {
        if (timing != null) {
            timing.drop();
        }
    }
}
