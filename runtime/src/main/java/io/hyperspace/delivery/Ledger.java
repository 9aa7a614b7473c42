package io.hyperspace.delivery;

import io.hyperspace.codec.BodyWeight;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.WaveId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The queued and durable waves that a star has taken, so that none runs twice. It belongs to the star's gravity, not to a
 * particle's actor, so it outlives a particle that is stopped when idle. Gravity enters the waves; particles bring the
 * answers on their own threads, and none of that takes longer than a look at a table.
 *
 * <p>Invariants: a wave is given to its particle only if no copy of it is under way or was answered; a copy of one that is
 * under way waits for the same answer, and of one that was answered gets it again; an entry lives until the wave's deadline,
 * or for a durable one that was answered {@code remember-durable}; one that its particle has stored with its answer is not
 * remembered here at all, so how many of these a star may handle is not limited by its memory; a full ledger refuses with 429
 * rather than forget. A wave that ended with a passing fault was not done, and is forgotten: its next copy is as new.
 */
public final class Ledger {

    /** Who waits for one wave: its sender, or who took over from a sender that was lost. */
    private static final int MAX_WAITING = 4;

    private final DeliverySettings settings;
    private final BiConsumer<ActorRef<Reflected>, Reflected> answering;
    private final Map<WaveId, Entry> entries = new HashMap<>();
    private final Slots<Entry> byEnd = new Slots<>(entry -> entry.until);
    private long size;

    private static final class Entry {
        private final WaveId wave;
        private final boolean isDurable;
        private final Set<ActorRef<Reflected>> waiting = new LinkedHashSet<>(2);
        private long until;
        private @Nullable Reflected answer;
        private long bytes;

        private Entry(WaveId wave, boolean isDurable, long until) {
            this.wave = wave;
            this.isDurable = isDurable;
            this.until = until;
        }
    }

    /** @param answering takes answers to those who wait for them */
    public Ledger(DeliverySettings settings, BiConsumer<ActorRef<Reflected>, Reflected> answering) {
        this.settings = settings;
        this.answering = answering;
    }

    /**
     * Enters a wave.
     *
     * @param replyTo who waits for its answer; null when nobody does
     * @return whether the wave is new and is to be given to its particle; else it is seen to
     */
    public boolean admit(Directed wave, @Nullable ActorRef<Reflected> replyTo) {
        Reflected answer;
        synchronized (this) {
            Entry known = entries.get(wave.id());
            Fault full = known == null ? full() : null;
            if (full != null) {
                answer = Answers.of(wave, full);
            } else if (known == null) {
                Entry entry = new Entry(wave.id(), wave.head().handling() == Handling.DURABLE, wave.deadline());
                join(entry, replyTo);
                put(entry);
                return true;
            } else if (known.answer == null) {
                join(known, replyTo);
                return false;
            } else {
                answer = known.answer;
            }
        }
        tell(replyTo, answer);
        return false;
    }

    private @Nullable Fault full() {
        if (entries.size() >= settings.remembered()) {
            return Faults.tooMany("the ledger of a star", settings.remembered());
        }
        return size >= settings.rememberedSize()
                ? Faults.tooMany(
                        "the memory of a star's ledger", (int) Math.min(Integer.MAX_VALUE, settings.rememberedSize()))
                : null;
    }

    private static void join(Entry entry, @Nullable ActorRef<Reflected> replyTo) {
        if (replyTo != null && entry.waiting.add(replyTo) && entry.waiting.size() > MAX_WAITING) {
            entry.waiting.remove(entry.waiting.iterator().next());
        }
    }

    /** Not while the table is held: a large answer takes its time. */
    private void tell(@Nullable ActorRef<Reflected> replyTo, Reflected answer) {
        if (replyTo != null) {
            answering.accept(replyTo, answer);
        }
    }

    private void put(Entry entry) {
        entries.put(entry.wave, entry);
        byEnd.put(entry);
        size += entry.bytes;
    }

    private void remove(Entry entry) {
        entries.remove(entry.wave);
        byEnd.remove(entry);
        size -= entry.bytes;
    }

    /** Takes the answer to a wave and gives it to all who wait. */
    public void answered(Reflected answer, long now) {
        answered(answer, now, false);
    }

    /**
     * Takes the answer to a wave and gives it to all who wait.
     *
     * @param isStored whether the particle will answer each copy of the wave so, and it need not be remembered here
     */
    public void answered(Reflected answer, long now, boolean isStored) {
        take(answer, now, isStored).forEach(waiting -> tell(waiting, answer));
    }

    private synchronized List<ActorRef<Reflected>> take(Reflected answer, long now, boolean isStored) {
        Entry entry = entries.get(answer.of());
        if (entry == null || entry.answer != null) {
            return List.of();
        }
        remove(entry);
        if (!isStored && !Passing.isPassing(answer)) {
            entry.answer = answer;
            entry.bytes = BodyWeight.of(answer.body(), answer.headers());
            entry.until = entry.isDurable
                    ? Math.min(entry.until, now + settings.rememberDurable().toMillis())
                    : entry.until;
            put(entry);
        }
        List<ActorRef<Reflected>> waiting = List.copyOf(entry.waiting);
        entry.waiting.clear();
        return waiting;
    }

    /**
     * Takes out a wave that goes back to where it came from, because no particle here has begun it.
     *
     * @return who waits for its answer; null when nobody does
     */
    public synchronized @Nullable ActorRef<Reflected> giveBack(WaveId wave) {
        Entry entry = entries.get(wave);
        if (entry == null || entry.answer != null) {
            return null;
        }
        remove(entry);
        ActorRef<Reflected> last = null;
        for (ActorRef<Reflected> waiting : entry.waiting) {
            last = waiting;
        }
        return last;
    }

    /** Forgets what is past its time. */
    public synchronized void expire(long now) {
        byEnd.take(now).forEach(this::remove);
    }

    /** How many waves are here. */
    public synchronized int count() {
        return entries.size();
    }

    /** What the star's next place must know: every wave that was answered, soonest to go first. */
    public synchronized List<Remembered> handOver() {
        List<Remembered> all = new ArrayList<>();
        for (Entry entry : byEnd.all()) {
            if (entry.answer != null) {
                all.add(new Remembered(entry.wave, entry.answer, entry.until, entry.isDurable));
            }
        }
        return all;
    }

    /** Takes up what the star's last place has handed over; before the first wave. */
    public synchronized void takeUp(List<Remembered> all) {
        for (Remembered remembered : all) {
            Entry entry = new Entry(remembered.wave(), remembered.durable(), remembered.until());
            entry.answer = remembered.answer();
            entry.bytes = BodyWeight.of(
                    remembered.answer().body(), remembered.answer().headers());
            if (!entries.containsKey(entry.wave)) {
                put(entry);
            }
        }
    }
}
