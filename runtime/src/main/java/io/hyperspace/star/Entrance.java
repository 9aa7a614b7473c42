package io.hyperspace.star;

import io.hyperspace.lane.Carry;
import io.hyperspace.lane.Numbered;
import io.hyperspace.lane.Pongs;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.trace.Fate;
import io.hyperspace.trace.Layer;
import io.hyperspace.trace.Tracer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Lets the waves that gravity has admitted in to the particles: those that their senders keep, and that may come again, by way
 * of the star's ledger. Belongs to gravity.
 *
 * <p>Invariant: a wave that may come again is let in only once it is known what the star's last place has answered; until
 * then at most {@code buffer} wait, one more is refused with 429.
 */
final class Entrance {

    private static final Fate REPEATED = Fate.passed("a repeated wave, or too many to remember");

    private final StarKey star;
    private final Tracer tracer;
    private final int buffer;
    private final Entered entered;
    private final Consumer<Carry> particles;
    private final Deque<Carry> early = new ArrayDeque<>(0);
    private boolean isOpen;

    /** @param particles takes those that are let in */
    Entrance(StarKey star, Tracer tracer, int buffer, Entered entered, Consumer<Carry> particles) {
        this.star = star;
        this.tracer = tracer;
        this.buffer = buffer;
        this.entered = entered;
        this.particles = particles;
    }

    /** Records what becomes of a wave, if it is tracked. */
    void note(Numbered item, Fate fate) {
        if (item instanceof Carry carry) {
            tracer.left(carry.wave(), Layer.ADMITTED, star, carry.number(), fate);
        }
    }

    /** A wave that its sender keeps may come again: it is entered, and its answer goes by the ledger. */
    void take(Carry carry) {
        if (carry.wave().head().handling() == Handling.IMMEDIATE) {
            particles.accept(carry);
        } else if (!isOpen) {
            wait(carry);
        } else if (entered.ledger().admit(carry.wave(), carry.replyTo())) {
            particles.accept(carry.withReplyTo(entered.answers()));
        } else {
            note(carry, REPEATED);
        }
    }

    private void wait(Carry carry) {
        if (early.size() < buffer) {
            early.add(carry);
            return;
        }
        Fault fault = Faults.tooMany("the buffer of star " + star, buffer);
        note(carry, Fate.of(fault));
        if (carry.replyTo() != null) {
            carry.replyTo().tell(Pongs.of(carry.wave(), fault));
        }
    }

    /** The ledger knows what was answered; those that waited for that go to someone. */
    void open(Consumer<Carry> to) {
        isOpen = true;
        clear(to);
    }

    /** Gives away all that wait. */
    void clear(Consumer<Carry> to) {
        early.forEach(to);
        early.clear();
    }
}
