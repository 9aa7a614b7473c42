package io.hyperspace.traversal;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.Sequence;
import io.hyperspace.space.wave.Signal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the durable signals that one durable state sends, and says with each below which number all to the same target have
 * been accepted. May be called by all threads.
 *
 * <p>One that may be stored and was not accepted is never passed over, for it may leave at any time: when nobody knows
 * whether it was stored, it holds the others to its target up for as long as this state lives.
 */
final class Numbering {

    private final Ulid run = Ulid.next();
    private final Map<Point, TreeSet<Long>> open = new HashMap<>();
    private long last;

    /**
     * Gives a signal its number, or none while it is not known where the particle lives.
     *
     * @param star whose outbox takes it
     */
    synchronized Signal number(Signal signal, @Nullable StarKey star) {
        if (star == null) {
            return signal;
        }
        last++;
        TreeSet<Long> numbers = open.computeIfAbsent(signal.to(), any -> new TreeSet<>());
        numbers.add(last);
        return signal.withHead(signal.head().numbered(new Sequence(star, run, last, numbers.first())));
    }

    /** An outbox has accepted a signal, or nobody ever will. */
    synchronized void over(Signal signal) {
        Sequence sequence = signal.head().sequence();
        if (sequence != null && sequence.run().equals(run)) {
            open.computeIfPresent(signal.to(), (to, numbers) -> {
                numbers.remove(sequence.number());
                return numbers.isEmpty() ? null : numbers;
            });
        }
    }
}
