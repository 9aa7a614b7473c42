package io.hyperspace.star;

import io.hyperspace.advert.AdvertSettings;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How long the waves of a star take once gravity has given them to their particles: in the particle's mailbox, waiting for a
 * decision, and in its core. Some are timed, never more than {@code timed} at once, and seldom enough to cost nothing.
 *
 * <p>Gravity begins timings and asks for the mean; particles end timings on their own threads.
 */
final class Delays {

    /** Of the mean, what the time since it was last asked for is: one part of so many. */
    private static final int SHARE = 4;

    private final int most;
    private final long every;
    private final long longest;
    private final Set<Timing> running = ConcurrentHashMap.newKeySet();
    private final LongAdder spent = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private long lastBegun;
    private long mean;

    /** One wave that is timed. */
    final class Timing {
        private final long begun;

        private Timing(long begun) {
            this.begun = begun;
        }

        /** The wave was answered; only the first call counts. */
        void end() {
            if (running.remove(this)) {
                spent.add(System.nanoTime() - begun);
                ended.increment();
            }
        }

        /** The wave was not answered, and says nothing. */
        void drop() {
            running.remove(this);
        }
    }

    Delays(AdvertSettings settings, long now) {
        this.most = settings.timed();
        this.every = settings.timeEvery().toNanos();
        this.longest = settings.timedFor().toNanos();
        this.lastBegun = now - every;
    }

    /** Times a wave that begins now; null when it is not to be timed. */
    @Nullable Timing begin(long now) {
        if (now - lastBegun < every || running.size() >= most) {
            return null;
        }
        lastBegun = now;
        Timing timing = new Timing(now);
        running.add(timing);
        return timing;
    }

    /**
     * The mean in nanoseconds, of this time, which is a quarter of it, and of those before, so that one bad moment is no slow
     * star. What is still under way counts too if it has taken longer than those that ended, or a star would seem idle while
     * nothing comes out of it. A time in which nothing was timed counts as one without delay.
     */
    long mean(long now) {
        long count = ended.sumThenReset();
        long sum = spent.sumThenReset();
        long usual = count == 0 ? 0 : sum / count;
        for (Timing timing : running) {
            long age = now - timing.begun;
            if (age > longest) {
                timing.drop();
            } else if (age > usual) {
                sum += age;
                count++;
            }
        }
        mean += ((count == 0 ? 0 : sum / count) - mean) / SHARE;
        return mean;
    }
}
