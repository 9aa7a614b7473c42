package io.hyperspace.traversal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.traversal.StateStored.Handled;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.HashMap;
import scala.collection.immutable.HashMap$;
import scala.collection.immutable.TreeMap;
import scala.collection.immutable.TreeMap$;
import scala.jdk.javaapi.CollectionConverters;
import scala.math.Ordering$;

/**
 * The durable waves that a particle has handled and does not forget yet. Immutable, for the particle looks at what is on
 * disk while its keeper goes on; what comes to be shares all but a few nodes with what was, so that a wave costs the same
 * however many there are.
 *
 * <p>They are forgotten by the second in which their time is over, all of one second together when it has passed, so that
 * nobody ever looks at those that stay. None is forgotten too soon, and none later than a second after its time.
 */
final class HandledWaves {

    private static final long SLOT = 1_000;
    private static final TreeMap<Long, Ids> NOTHING =
            TreeMap$.MODULE$.empty(Ordering$.MODULE$.comparatorToOrdering(Comparator.<Long>naturalOrder()));

    static final HandledWaves NONE = new HandledWaves(HashMap$.MODULE$.empty(), NOTHING, Long.MAX_VALUE, 0);

    private final HashMap<WaveId, Handled> waves;
    private final TreeMap<Long, Ids> slots;
    private final long first;
    private final int bytes;

    /** Waves whose time is over in the same second. */
    private record Ids(WaveId wave, @Nullable Ids others) {}

    private HandledWaves(HashMap<WaveId, Handled> waves, TreeMap<Long, Ids> slots, long first, int bytes) {
        this.waves = waves;
        this.slots = slots;
        this.first = first;
        this.bytes = bytes;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static HandledWaves of(Map<WaveId, Handled> waves) {
        HandledWaves all = NONE;
        for (Map.Entry<WaveId, Handled> wave : waves.entrySet()) {
            all = all.with(wave.getKey(), wave.getValue());
        }
        return all;
    }

    /** All of them, by their ids. */
    @JsonValue
    Map<WaveId, Handled> all() {
        return CollectionConverters.asJava(waves);
    }

    @Nullable Handled get(WaveId wave) {
        return waves.getOrElse(wave, () -> null);
    }

    int count() {
        return waves.size();
    }

    /** Bytes of all replies. */
    int replies() {
        return bytes;
    }

    private static long slot(Handled handled) {
        return Math.floorDiv(handled.until(), SLOT);
    }

    HandledWaves with(WaveId wave, Handled handled) {
        Handled before = get(wave);
        long slot = slot(handled);
        Ids others = slots.getOrElse(slot, () -> null);
        return new HandledWaves(
                waves.updated(wave, handled),
                slots.updated(slot, new Ids(wave, others)),
                Math.min(first, slot),
                bytes + handled.size() - (before == null ? 0 : before.size()));
    }

    /** The same without those whose second is over; itself when there are none. */
    HandledWaves forgetting(long now) {
        long current = Math.floorDiv(now, SLOT);
        HandledWaves left = this;
        while (left.first < current) {
            left = left.withoutFirst();
        }
        return left;
    }

    private HandledWaves withoutFirst() {
        HashMap<WaveId, Handled> left = waves;
        int less = 0;
        for (Ids ids = slots.apply(first); ids != null; ids = ids.others()) {
            Handled handled = left.getOrElse(ids.wave(), () -> null);
            if (handled != null && slot(handled) == first) {
                left = left.removed(ids.wave());
                less += handled.size();
            }
        }
        TreeMap<Long, Ids> later = slots.removed(first);
        long next = later.isEmpty() ? Long.MAX_VALUE : later.head()._1();
        return new HandledWaves(left, later, next, bytes - less);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HandledWaves handled && waves.equals(handled.waves);
    }

    @Override
    public int hashCode() {
        return waves.hashCode();
    }

    @Override
    public String toString() {
        return all().toString();
    }
}
