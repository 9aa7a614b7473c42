package io.hyperspace.registry.membership;

import java.util.function.LongSupplier;
import org.apache.pekko.remote.FailureDetector;

/**
 * A clock that runs only while this process does, for whoever measures the silence of others with it: of the time between
 * two looks at it, it counts no more than a limit.
 *
 * <p>Invariant: it never runs faster than the clock it is made of, and never backwards.
 */
final class OwnTime extends FailureDetector.Clock {

    private final LongSupplier clock;
    private final long limit;
    private long looked;
    private long time;

    /**
     * @param clock milliseconds that never run backwards
     * @param limit how many of them are counted at most between two looks
     */
    OwnTime(LongSupplier clock, long limit) {
        this.clock = clock;
        this.limit = limit;
        this.looked = clock.getAsLong();
    }

    @Override
    public Object apply() {
        return now();
    }

    @Override
    public long apply$mcJ$sp() {
        return now();
    }

    synchronized long now() {
        long look = clock.getAsLong();
        time += Math.min(Math.max(0, look - looked), limit);
        looked = look;
        return time;
    }
}
