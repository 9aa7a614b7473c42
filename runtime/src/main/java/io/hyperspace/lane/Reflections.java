package io.hyperspace.lane;

import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.WaveId;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pings of this Machine that wait for their pong. Each ends with its pong or, past its deadline, with 408; the table
 * is bounded, and a full one refuses with 429. Once nobody looks for overdue pings any more, because the Machine has
 * stopped, all end with 503, also those that come later.
 */
public final class Reflections {

    private static final Logger LOG = LoggerFactory.getLogger(Reflections.class);

    private final int limit;
    private final ConcurrentMap<WaveId, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private volatile boolean hasEnded;
    private volatile @Nullable Settling settling;

    private record Settling(long until, CompletableFuture<Void> settled) {}

    private record Waiting(Point target, long deadline, CompletableFuture<Pong> pong) {}

    public Reflections(int limit) {
        this.limit = limit;
    }

    /**
     * Waits for the pong of a ping; one that is refused is answered already. Who waited for a ping of the same id, and was
     * lost, waits no more.
     */
    CompletableFuture<Pong> expect(WaveId ping, Point target, long deadline) {
        CompletableFuture<Pong> pong = new CompletableFuture<>();
        if (size.incrementAndGet() > limit) {
            size.decrementAndGet();
            pong.complete(Pongs.of(ping, target, Faults.tooMany("the table of waiting pings", limit)));
            return pong;
        }
        Waiting former = waiting.put(ping, new Waiting(target, deadline, pong));
        if (former != null) {
            size.decrementAndGet();
            former.pong().complete(Pongs.of(ping, target, Faults.notReady("'" + target + "'")));
        }
        if (hasEnded) {
            endAll();
        }
        return pong;
    }

    void complete(Pong pong) {
        Waiting done = waiting.remove(pong.of());
        if (done != null) {
            size.decrementAndGet();
            done.pong().complete(pong);
        }
    }

    private void expire(long now) {
        for (Iterator<WaveId> ids = waiting.keySet().iterator(); ids.hasNext(); ) {
            WaveId id = ids.next();
            Waiting entry = waiting.get(id);
            if (entry != null && entry.deadline() <= now) {
                complete(Pongs.of(id, entry.target(), Faults.timedOut("a ping to '" + entry.target() + "'")));
            }
        }
    }

    /**
     * Waits until nobody waits any more. Those that still do when the time is over end with 503.
     *
     * @param until Unix milliseconds
     */
    CompletionStage<Void> settle(long until) {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        settling = new Settling(until, settled);
        if (hasEnded) {
            settled.complete(null);
        }
        return settled;
    }

    private void settleBy(long now) {
        Settling waits = settling;
        if (waits == null || (!waiting.isEmpty() && now < waits.until())) {
            return;
        }
        if (!waiting.isEmpty()) {
            LOG.warn("{} pings were not answered before this Machine left", waiting.size());
            endAll();
        }
        settling = null;
        waits.settled().complete(null);
    }

    boolean hasEnded() {
        return hasEnded;
    }

    private void endAll() {
        hasEnded = true;
        waiting.forEach((id, entry) -> complete(Pongs.of(id, entry.target(), Faults.notReady("this Machine"))));
    }

    /** The actor that takes this Machine's reflected waves and looks for those that are overdue. */
    public static Behavior<Reflected> create(Reflections table, Duration sweep) {
        return Behaviors.<Object>setup(context -> Behaviors.withTimers(timers -> {
                    timers.startTimerWithFixedDelay(Sweep.NOW, sweep);
                    return new Receiver(context, table);
                }))
                .narrow();
    }

    private enum Sweep {
        NOW
    }

    private static final class Receiver extends AbstractBehavior<Object> {
        private final Reflections table;

        Receiver(ActorContext<Object> context, Reflections table) {
            super(context);
            this.table = table;
        }

        @Override
        public Receive<Object> createReceive() {
            return newReceiveBuilder()
                    .onMessage(Pong.class, this::onPong)
                    .onMessage(Sweep.class, sweep -> onSweep())
                    .onSignal(PostStop.class, stop -> onStop())
                    .build();
        }

        private Behavior<Object> onPong(Pong pong) {
            table.complete(pong);
            return this;
        }

        private Behavior<Object> onSweep() {
            long now = System.currentTimeMillis();
            table.expire(now);
            table.settleBy(now);
            return this;
        }

        private Behavior<Object> onStop() {
            table.endAll();
            return this;
        }
    }
}
