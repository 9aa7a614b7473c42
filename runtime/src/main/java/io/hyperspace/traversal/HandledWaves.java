package io.hyperspace.traversal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.traversal.StateStored.Handled;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.HashMap$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The durable waves that a particle has handled and does not forget yet. Immutable, for the particle looks at what is on
 * disk while its keeper goes on; what comes to be shares all but a few nodes with what was, so that a wave costs the same
 * however many there are.
 */
final class HandledWaves {

    static final HandledWaves NONE = of(Map.of());

    private final scala.collection.immutable.HashMap<WaveId, Handled> waves;
    private final long soonest;

    private HandledWaves(scala.collection.immutable.HashMap<WaveId, Handled> waves, long soonest) {
        this.waves = waves;
        this.soonest = soonest;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static HandledWaves of(Map<WaveId, Handled> waves) {
        long soonest = waves.values().stream().mapToLong(Handled::until).min().orElse(Long.MAX_VALUE);
        return new HandledWaves(HashMap$.MODULE$.from(CollectionConverters.asScala(waves)), soonest);
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

    HandledWaves with(WaveId wave, Handled handled) {
        return new HandledWaves(waves.updated(wave, handled), Math.min(soonest, handled.until()));
    }

    /** The same without those whose time is over; itself when there are none. */
    HandledWaves forgetting(long now) {
        if (soonest > now) {
            return this;
        }
        Map<WaveId, Handled> left = new HashMap<>(all());
        left.values().removeIf(handled -> handled.until() <= now);
        return of(left);
    }

    /** Bytes of all replies. */
    int replies() {
        return all().values().stream().mapToInt(Handled::size).sum();
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
