package io.hyperspace.traversal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.wave.Sequence;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.traversal.StateStored.Handled;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.HashMap;
import scala.collection.immutable.HashMap$;
import scala.collection.immutable.HashSet;
import scala.collection.immutable.HashSet$;
import scala.collection.immutable.TreeMap;
import scala.collection.immutable.TreeMap$;
import scala.jdk.javaapi.CollectionConverters;
import scala.math.Ordering;
import scala.math.Ordering$;

/**
 * The durable waves that a particle has handled and does not forget yet. Immutable, for the particle looks at what is on
 * disk while its keeper goes on; what comes to be shares all but a few nodes with what was, so that a wave costs the same
 * however many there are.
 *
 * <p>They are forgotten by the second in which their time is over, all of one second together when it has passed, so that
 * nobody ever looks at those that stay. None is forgotten too soon, and none later than a second after its time. Numbered
 * ones are forgotten sooner, as soon as one that follows says that they are settled.
 */
final class HandledWaves {

    private static final long SLOT = 1_000;
    private static final Ordering<Long> ASCENDING =
            Ordering$.MODULE$.comparatorToOrdering(Comparator.<Long>naturalOrder());
    private static final HashSet<WaveId> NO_IDS = HashSet$.MODULE$.empty();
    private static final TreeMap<Long, WaveId> NO_NUMBERS = TreeMap$.MODULE$.empty(ASCENDING);

    static final HandledWaves NONE = new HandledWaves(
            HashMap$.MODULE$.empty(), TreeMap$.MODULE$.empty(ASCENDING), HashMap$.MODULE$.empty(), Long.MAX_VALUE, 0);

    private final HashMap<WaveId, Handled> waves;
    /** By the second in which their time is over. */
    private final TreeMap<Long, HashSet<WaveId>> slots;
    /** Those that are numbered, by run and number. */
    private final HashMap<Ulid, TreeMap<Long, WaveId>> runs;

    private final long first;
    private final int bytes;

    /**
     * What is left when some are settled.
     *
     * @param until when the last of those that went would have been forgotten anyway, in Unix milliseconds
     */
    record Settled(HandledWaves left, long until) {}

    private HandledWaves(
            HashMap<WaveId, Handled> waves,
            TreeMap<Long, HashSet<WaveId>> slots,
            HashMap<Ulid, TreeMap<Long, WaveId>> runs,
            long first,
            int bytes) {
        this.waves = waves;
        this.slots = slots;
        this.runs = runs;
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
        HandledWaves others = without(wave);
        long slot = slot(handled);
        HashSet<WaveId> ids = others.slots.getOrElse(slot, () -> NO_IDS);
        return new HandledWaves(
                others.waves.updated(wave, handled),
                others.slots.updated(slot, ids.incl(wave)),
                others.numbered(wave, handled.sequence()),
                Math.min(others.first, slot),
                others.bytes + handled.size());
    }

    private HashMap<Ulid, TreeMap<Long, WaveId>> numbered(WaveId wave, @Nullable Sequence sequence) {
        return sequence == null
                ? runs
                : runs.updated(sequence.run(), numbers(sequence.run()).updated(sequence.number(), wave));
    }

    private TreeMap<Long, WaveId> numbers(Ulid run) {
        return runs.getOrElse(run, () -> NO_NUMBERS);
    }

    private HandledWaves without(WaveId wave) {
        Handled handled = get(wave);
        if (handled == null) {
            return this;
        }
        long slot = slot(handled);
        HashSet<WaveId> ids = slots.apply(slot).excl(wave);
        TreeMap<Long, HashSet<WaveId>> left = ids.isEmpty() ? slots.removed(slot) : slots.updated(slot, ids);
        return new HandledWaves(
                waves.removed(wave),
                left,
                notNumbered(handled.sequence()),
                left.isEmpty() ? Long.MAX_VALUE : left.head()._1(),
                bytes - handled.size());
    }

    private HashMap<Ulid, TreeMap<Long, WaveId>> notNumbered(@Nullable Sequence sequence) {
        if (sequence == null) {
            return runs;
        }
        TreeMap<Long, WaveId> numbers = numbers(sequence.run()).removed(sequence.number());
        return numbers.isEmpty() ? runs.removed(sequence.run()) : runs.updated(sequence.run(), numbers);
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
        HandledWaves left = this;
        for (WaveId wave : CollectionConverters.asJava(slots.apply(first))) {
            left = left.without(wave);
        }
        return left;
    }

    /** Whether one with a higher number of the same run is here. */
    boolean hasLater(Sequence sequence) {
        TreeMap<Long, WaveId> numbers = numbers(sequence.run());
        return !numbers.isEmpty() && numbers.last()._1() > sequence.number();
    }

    /** What is left without those of a run that are settled; null when there are none. */
    @Nullable Settled settling(Sequence sequence) {
        HandledWaves left = this;
        long until = Long.MIN_VALUE;
        TreeMap<Long, WaveId> numbers = numbers(sequence.run());
        while (!numbers.isEmpty() && numbers.head()._1() < sequence.settled()) {
            WaveId wave = numbers.head()._2();
            until = Math.max(until, waves.apply(wave).until());
            left = left.without(wave);
            numbers = numbers.tail();
        }
        return until == Long.MIN_VALUE ? null : new Settled(left, until);
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
