package io.hyperspace.traversal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.hyperspace.space.wave.Sequence;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A particle's durable state.
 *
 * @param values by key
 * @param size bytes of all keys and values
 * @param handled the durable waves it has handled and does not forget yet
 * @param replies bytes of the replies to them
 * @param leaving the durable signals that have not left yet, by the wave that sent them
 * @param settled of whose waves it has forgotten which before their time
 */
@JsonTypeName("state-values")
record StateValues(
        Map<String, byte[]> values,
        int size,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) HandledWaves handled,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int replies,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<WaveId, List<Signal>> leaving,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) SettledRuns settled)
        implements StateStored {

    static final StateValues EMPTY = new StateValues(Map.of(), 0, HandledWaves.NONE, 0, Map.of(), SettledRuns.NONE);

    // What was stored before there were durable waves reads as null.
    @SuppressWarnings("ConstantValue")
    StateValues {
        handled = handled == null ? HandledWaves.NONE : handled;
        leaving = leaving == null ? Map.of() : leaving;
        settled = settled == null ? SettledRuns.NONE : settled;
    }

    StateValues on(StateStored.Event event) {
        return event instanceof StateStored.Committed committed ? committed(committed) : left((StateStored.Left) event);
    }

    private StateValues committed(StateStored.Committed event) {
        Map<String, byte[]> next = values;
        if (!event.puts().isEmpty()) {
            next = new HashMap<>(values);
            next.putAll(event.puts());
        }
        StateValues kept = forgetting(event.at());
        HandledWaves known = kept.handled;
        if (event.handled() != null) {
            kept = kept.settling(event.handled().sequence());
            known = kept.handled.with(event.wave(), event.handled());
        }
        Map<WaveId, List<Signal>> going = kept.leaving;
        if (!event.signals().isEmpty()) {
            going = new HashMap<>(kept.leaving);
            going.put(event.wave(), event.signals());
        }
        return new StateValues(next, sizeAfter(event.puts()), known, known.replies(), going, kept.settled);
    }

    private StateValues left(StateStored.Left event) {
        Map<WaveId, List<Signal>> going = new HashMap<>(leaving);
        event.waves().forEach(going::remove);
        return new StateValues(values, size, handled, replies, going, settled);
    }

    /** The same without the waves and signals whose time is over. */
    @SuppressWarnings("ReferenceEquality")
    StateValues forgetting(long now) {
        HandledWaves known = handled.forgetting(now);
        Map<WaveId, List<Signal>> going = leavingAfter(now);
        SettledRuns runs = settled.forgetting(now);
        return known.count() == handled.count() && going.size() == leaving.size() && runs == settled
                ? this
                : new StateValues(values, size, known, known.replies(), going, runs);
    }

    /** The same without the waves that are settled, as one that follows them says; itself when there are none. */
    StateValues settling(@Nullable Sequence sequence) {
        HandledWaves.Settled some = sequence == null ? null : handled.settling(sequence);
        if (sequence == null || some == null) {
            return this;
        }
        SettledRuns runs = settled.with(sequence.run(), sequence.settled(), some.until());
        return new StateValues(values, size, some.left(), some.left().replies(), leaving, runs);
    }

    /** Whether a wave is all that keeps later ones of its run from being settled. */
    boolean isAwaited(@Nullable Sequence sequence) {
        return sequence != null && sequence.settled() == sequence.number() && handled.hasLater(sequence);
    }

    /** Whether a wave was handled and forgotten before its time; what comes now is a late copy. */
    boolean isSettled(@Nullable Sequence sequence) {
        return sequence != null && settled.has(sequence);
    }

    /** How many waves and runs it has to remember. */
    int remembered() {
        return handled.count() + settled.count();
    }

    private Map<WaveId, List<Signal>> leavingAfter(long now) {
        if (leaving.isEmpty() || leaving.values().stream().noneMatch(signals -> isOver(signals, now))) {
            return leaving;
        }
        Map<WaveId, List<Signal>> going = new HashMap<>(leaving);
        going.values().removeIf(signals -> isOver(signals, now));
        return going;
    }

    private static boolean isOver(List<Signal> signals, long now) {
        return signals.stream().allMatch(signal -> signal.deadline() <= now);
    }

    int sizeAfter(Map<String, byte[]> puts) {
        int after = size;
        for (Map.Entry<String, byte[]> put : puts.entrySet()) {
            byte[] before = values.get(put.getKey());
            int key = put.getKey().getBytes(StandardCharsets.UTF_8).length;
            after += put.getValue().length - (before == null ? -key : before.length);
        }
        return after;
    }
}
