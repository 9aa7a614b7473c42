package io.hyperspace.delivery;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.WaveId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Waves of one outbox that nobody has been told are kept, in the order in which they came; while the outbox sends nothing
 * yet, also those that somebody has. Belongs to one actor.
 */
final class Untold {

    private final Map<WaveId, Wave> waves = new LinkedHashMap<>();
    private final Map<WaveId, Wave> undue = new LinkedHashMap<>();
    private long size;

    /** One wave, and who is to be told. */
    static final class Wave {
        private final Directed wave;
        private final long bytes;
        private final long storeAt;
        private final Set<ActorRef<Kept>> senders = new LinkedHashSet<>(2);
        private @Nullable ActorRef<Reflected> replyTo;
        private boolean isTold;
        private boolean mayHaveRow;

        private Wave(Keep keep, long bytes, long storeAt) {
            this.wave = keep.wave();
            this.bytes = bytes;
            this.storeAt = storeAt;
            this.replyTo = keep.replyTo();
            senders.add(keep.sender());
        }

        Directed wave() {
            return wave;
        }

        long bytes() {
            return bytes;
        }

        /** Who waits for the target's answer; null when nobody does. */
        @Nullable ActorRef<Reflected> replyTo() {
            return replyTo;
        }

        /** Whether a row of it may be on disk that was not written here. */
        boolean mayHaveRow() {
            return mayHaveRow;
        }

        /** Somebody may have written a row of it before it was given here. */
        void mayHaveARow() {
            mayHaveRow = true;
        }

        /** Whether somebody has been told that it is kept. */
        boolean isTold() {
            return isTold;
        }

        /** It was given once more. */
        void again(Keep keep) {
            replyTo = keep.replyTo() == null ? replyTo : keep.replyTo();
            if (isTold) {
                keep.sender().tell(new Kept(wave.id(), null));
            } else {
                senders.add(keep.sender());
            }
        }

        /** Tells all who gave it. */
        void tell(@Nullable Fault refusal) {
            senders.forEach(sender -> sender.tell(new Kept(wave.id(), refusal)));
            senders.clear();
            isTold = refusal == null;
        }
    }

    /** @param storeAt when it is to be stored, never sooner than for the one before */
    Wave add(Keep keep, long bytes, long storeAt) {
        Wave wave = new Wave(keep, bytes, storeAt);
        waves.put(keep.wave().id(), wave);
        undue.put(keep.wave().id(), wave);
        size += bytes;
        return wave;
    }

    /** It is being stored, whenever it was to be. */
    void storing(Wave wave) {
        undue.remove(wave.wave.id());
    }

    @Nullable Wave get(WaveId wave) {
        return waves.get(wave);
    }

    @Nullable Wave remove(WaveId id) {
        Wave wave = waves.remove(id);
        if (wave != null) {
            undue.remove(id);
            size -= wave.bytes;
        }
        return wave;
    }

    /** All of now. */
    List<Wave> all() {
        return List.copyOf(waves.values());
    }

    /** Those that are to be stored now and were not given here before. */
    List<Wave> due(long now) {
        List<Wave> due = new ArrayList<>();
        for (Wave wave : undue.values()) {
            if (wave.storeAt > now) {
                break;
            }
            due.add(wave);
        }
        due.forEach(wave -> undue.remove(wave.wave.id()));
        return due;
    }

    /** When the next one is to be stored; negative when there is none. */
    long nextDue() {
        return undue.isEmpty()
                ? -1
                : Objects.requireNonNull(undue.values().iterator().next()).storeAt;
    }

    int count() {
        return waves.size();
    }

    /** Bytes of all. */
    long size() {
        return size;
    }

    /** How many are of one agent. */
    long of(Agent agent) {
        return waves.values().stream()
                .filter(wave -> wave.wave.agent().equals(agent))
                .count();
    }
}
