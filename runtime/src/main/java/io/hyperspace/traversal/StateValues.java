package io.hyperspace.traversal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A particle's durable state.
 *
 * @param values by key
 * @param size bytes of all keys and values
 * @param handled the durable waves it has handled and does not forget yet
 * @param replies bytes of the replies to them
 * @param leaving the durable signals that have not left yet, by the wave that sent them
 */
@JsonTypeName("state-values")
record StateValues(
        Map<String, byte[]> values,
        int size,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<WaveId, StateStored.Handled> handled,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int replies,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<WaveId, List<Signal>> leaving)
        implements StateStored {

    static final StateValues EMPTY = new StateValues(Map.of(), 0, Map.of(), 0, Map.of());

    // What was stored before there were durable waves reads as null.
    @SuppressWarnings("ConstantValue")
    StateValues {
        handled = handled == null ? Map.of() : handled;
        leaving = leaving == null ? Map.of() : leaving;
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
        Map<WaveId, StateStored.Handled> known = kept.handled;
        int bytes = kept.replies;
        if (event.handled() != null) {
            known = new HashMap<>(kept.handled);
            known.put(event.wave(), event.handled());
            bytes += event.handled().size();
        }
        Map<WaveId, List<Signal>> going = kept.leaving;
        if (!event.signals().isEmpty()) {
            going = new HashMap<>(kept.leaving);
            going.put(event.wave(), event.signals());
        }
        return new StateValues(next, sizeAfter(event.puts()), known, bytes, going);
    }

    private StateValues left(StateStored.Left event) {
        Map<WaveId, List<Signal>> going = new HashMap<>(leaving);
        event.waves().forEach(going::remove);
        return new StateValues(values, size, handled, replies, going);
    }

    /** The same without the waves and signals whose time is over. */
    StateValues forgetting(long now) {
        boolean isAnyOver = handled.values().stream().anyMatch(reply -> reply.until() <= now)
                || leaving.values().stream().anyMatch(signals -> isOver(signals, now));
        if (!isAnyOver) {
            return this;
        }
        Map<WaveId, StateStored.Handled> known = new HashMap<>(handled);
        known.values().removeIf(reply -> reply.until() <= now);
        Map<WaveId, List<Signal>> going = new HashMap<>(leaving);
        going.values().removeIf(signals -> isOver(signals, now));
        int bytes = known.values().stream().mapToInt(StateStored.Handled::size).sum();
        return new StateValues(values, size, known, bytes, going);
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
