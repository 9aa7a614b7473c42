package io.hyperspace.traversal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.wave.Sequence;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.HashMap;
import scala.collection.immutable.HashMap$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Up to which number a particle has forgotten the waves of each run, because all of these are settled: a copy of one that was
 * still on its way is known by that. Immutable.
 *
 * <p>A run is forgotten when no copy of what was forgotten can come any more, and up to a minute later.
 */
final class SettledRuns {

    private static final long SWEEP = 60_000;

    static final SettledRuns NONE = new SettledRuns(HashMap$.MODULE$.empty(), 0);

    private final HashMap<Ulid, Mark> runs;
    private final long sweepAt;

    /**
     * What is forgotten of one run.
     *
     * @param below all of its waves with a lower number are settled
     * @param until when the last one that was forgotten would have been anyway, in Unix milliseconds
     */
    record Mark(long below, long until) {}

    private SettledRuns(HashMap<Ulid, Mark> runs, long sweepAt) {
        this.runs = runs;
        this.sweepAt = sweepAt;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static SettledRuns of(Map<Ulid, Mark> marks) {
        SettledRuns all = NONE;
        for (Map.Entry<Ulid, Mark> mark : marks.entrySet()) {
            all = all.with(
                    mark.getKey(), mark.getValue().below(), mark.getValue().until());
        }
        return all;
    }

    /** All of them. */
    @JsonValue
    Map<Ulid, Mark> all() {
        return CollectionConverters.asJava(runs);
    }

    int count() {
        return runs.size();
    }

    /** Whether a wave was handled and forgotten. */
    boolean has(Sequence wave) {
        Mark mark = mark(wave.run());
        return mark != null && wave.number() < mark.below();
    }

    private @Nullable Mark mark(Ulid run) {
        return runs.getOrElse(run, () -> null);
    }

    SettledRuns with(Ulid run, long below, long until) {
        Mark before = mark(run);
        Mark mark = before == null
                ? new Mark(below, until)
                : new Mark(Math.max(below, before.below()), Math.max(until, before.until()));
        return new SettledRuns(runs.updated(run, mark), sweepAt);
    }

    /** The same without those whose time is over; itself while nobody has to look. */
    SettledRuns forgetting(long now) {
        if (runs.isEmpty() || now < sweepAt) {
            return this;
        }
        HashMap<Ulid, Mark> left = runs;
        for (Map.Entry<Ulid, Mark> run : all().entrySet()) {
            if (run.getValue().until() < now) {
                left = left.removed(run.getKey());
            }
        }
        return new SettledRuns(left, now + SWEEP);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SettledRuns settled && runs.equals(settled.runs);
    }

    @Override
    public int hashCode() {
        return runs.hashCode();
    }

    @Override
    public String toString() {
        return all().toString();
    }
}
