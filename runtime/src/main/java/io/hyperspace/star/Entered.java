package io.hyperspace.star;

import io.hyperspace.delivery.Ledger;
import io.hyperspace.lane.Carry;
import io.hyperspace.space.wave.Reflected;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Tells the waves that are entered in a star's ledger from the others.
 *
 * @param ledger the star's
 * @param answers who waits for the answer to a wave that is entered, in place of those that the ledger knows
 */
record Entered(Ledger ledger, ActorRef<Reflected> answers) {

    boolean has(Carry carry) {
        return answers.equals(carry.replyTo());
    }

    /** What goes back to its lane is as it came from there, and leaves the ledger. */
    Carry original(Carry carry) {
        return has(carry) ? carry.withReplyTo(ledger.giveBack(carry.wave().id())) : carry;
    }

    /** The ledger, if the wave is in it. */
    @Nullable Ledger ledgerOf(Carry carry) {
        return has(carry) ? ledger : null;
    }
}
