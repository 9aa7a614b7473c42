package io.hyperspace.delivery;

import io.hyperspace.space.security.Agent;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.WaveId;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Waves that are sent again under the same id until they are answered. Belongs to one actor.
 *
 * <p>Invariants: a wave is here until an answer that does not pass, or its deadline; what it waits for, the next attempt or
 * its end, has a time; the caller bounds how many there are.
 */
final class Attempts {

    private static final Comparator<Attempt> FIRST =
            Comparator.comparing(attempt -> attempt.wave.id().ulid());

    private final DeliverySettings settings;
    private final Route route;
    private final ActorRef<Reflected> self;
    private final Map<WaveId, Attempt> waves = new HashMap<>();
    private final Map<Agent, Integer> byAgent = new HashMap<>();
    private final Slots<Attempt> due = new Slots<>(attempt -> attempt.dueAt);
    private long size;

    /** One wave. */
    final class Attempt {
        private final Directed wave;
        private final long size;
        private @Nullable ActorRef<Reflected> replyTo;
        private Duration wait;
        private long dueAt;

        private Attempt(Directed wave, long size, @Nullable ActorRef<Reflected> replyTo, Duration wait) {
            this.wave = wave;
            this.size = size;
            this.replyTo = replyTo;
            this.wait = wait;
        }

        Directed wave() {
            return wave;
        }

        /** Gives an answer to whoever waits for it. */
        void answer(Reflected answer) {
            if (replyTo != null) {
                route.answer(replyTo, answer);
            }
        }
    }

    /** @param self who hears the answers */
    Attempts(DeliverySettings settings, Route route, ActorRef<Reflected> self) {
        this.settings = settings;
        this.route = route;
        this.self = self;
    }

    int count() {
        return waves.size();
    }

    /** Bytes of all waves. */
    long size() {
        return size;
    }

    /** How many waves are of one agent. */
    int of(Agent agent) {
        return byAgent.getOrDefault(agent, 0);
    }

    boolean has(WaveId wave) {
        return waves.containsKey(wave);
    }

    /**
     * Sends a wave for the first time. For one that is here already somebody else waits from now on.
     *
     * @param bytes of the wave
     * @param replyTo who waits for its answer; null when nobody does
     */
    void begin(Directed wave, long bytes, @Nullable ActorRef<Reflected> replyTo, long now) {
        Attempt known = waves.get(wave.id());
        if (known != null) {
            known.replyTo = replyTo == null ? known.replyTo : replyTo;
            return;
        }
        Attempt attempt = new Attempt(wave, bytes, replyTo, settings.retryAfter());
        waves.put(wave.id(), attempt);
        size += bytes;
        byAgent.merge(wave.agent(), 1, Integer::sum);
        send(attempt, now);
    }

    private void send(Attempt attempt, long now) {
        wait(attempt, now + settings.resendAfter().toMillis());
        route.send(attempt.wave, self);
    }

    private void wait(Attempt attempt, long until) {
        due.remove(attempt);
        attempt.dueAt = Math.min(until, attempt.wave.deadline());
        due.put(attempt);
    }

    /** Takes an answer. Gives the attempt that has ended with it, null when the wave goes on or is not here. */
    @Nullable Attempt answered(Reflected answer, long now) {
        Attempt attempt = waves.get(answer.of());
        if (attempt == null) {
            return null;
        }
        if (!Passing.isPassing(answer)) {
            return end(attempt);
        }
        wait(attempt, now + attempt.wait.toMillis());
        Duration longer = attempt.wait.multipliedBy(2);
        attempt.wait = longer.compareTo(settings.retryMost()) < 0 ? longer : settings.retryMost();
        return null;
    }

    /** Sends a wave no more, whatever comes back. */
    void forget(WaveId wave) {
        Attempt attempt = waves.get(wave);
        if (attempt != null) {
            end(attempt);
        }
    }

    /** Ends all. */
    void endAll(Consumer<Attempt> ended) {
        List.copyOf(waves.values()).forEach(attempt -> ended.accept(end(attempt)));
    }

    private Attempt end(Attempt attempt) {
        due.remove(attempt);
        waves.remove(attempt.wave.id());
        size -= attempt.size;
        byAgent.computeIfPresent(attempt.wave.agent(), (any, count) -> count == 1 ? null : count - 1);
        return attempt;
    }

    /** Sends again what is due, and ends what is past its deadline. */
    void tick(long now, Consumer<Attempt> overdue) {
        List<Attempt> some = due.take(now);
        some.sort(FIRST);
        for (Attempt attempt : some) {
            if (attempt.wave.deadline() <= now) {
                overdue.accept(end(attempt));
            } else {
                send(attempt, now);
            }
        }
    }
}
