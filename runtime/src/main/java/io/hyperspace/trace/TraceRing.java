package io.hyperspace.trace;

import io.hyperspace.space.security.Agent;
import io.hyperspace.space.trace.TraceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last records of a Machine, of all agents together and of each of them. Any thread adds to it; whoever does waits for
 * another no longer than that takes to put one record where it belongs, or to look for those of one trace.
 *
 * <p>Invariants: there are at most {@code limit} records, and at most {@code share} of one agent, the hyperuser apart. One
 * more of an agent pushes out its own oldest, and only then one more of all the oldest of all.
 */
final class TraceRing {

    private final int limit;
    private final int share;
    /** By number, in their order. */
    private final Map<Long, Kept> kept = new LinkedHashMap<>();

    private final Map<@Nullable Agent, Deque<Long>> numbers = new HashMap<>();
    private long next;

    private record Kept(@Nullable Agent agent, TraceRecord record) {}

    /**
     * @param limit how many records there are at most, from 1
     * @param share how many of one agent, from 1
     */
    TraceRing(int limit, int share) {
        if (limit < 1 || share < 1) {
            throw new IllegalArgumentException("trace.records and trace.share are at least 1");
        }
        this.limit = limit;
        this.share = share;
    }

    /** @param agent whose wave it is; null for all waves that were passed on unread, which have one share together */
    synchronized void add(@Nullable Agent agent, TraceRecord record) {
        Deque<Long> own = numbers.computeIfAbsent(agent, any -> new ArrayDeque<>());
        if (own.size() >= share && !Agent.HYPERUSER.equals(agent)) {
            kept.remove(own.remove());
        } else if (kept.size() >= limit) {
            dropOldest();
            own = numbers.computeIfAbsent(agent, any -> new ArrayDeque<>());
        }
        long number = next++;
        own.add(number);
        kept.put(number, new Kept(agent, record));
    }

    /** The oldest of all is the oldest of its agent. */
    private void dropOldest() {
        long oldest = kept.keySet().iterator().next();
        Agent agent = kept.remove(oldest).agent();
        Deque<Long> own = Objects.requireNonNull(numbers.get(agent), "it has a record");
        own.remove();
        if (own.isEmpty()) {
            numbers.remove(agent);
        }
    }

    /** Of how many agents there are records. */
    synchronized int agents() {
        return numbers.size();
    }

    /**
     * Records of a trace in the order in which they came.
     *
     * @param from the number from which on to look, 0 for all
     * @param most how many
     */
    synchronized TracePage page(TraceId trace, long from, int most) {
        List<TraceRecord> records = new ArrayList<>();
        for (Map.Entry<Long, Kept> one : kept.entrySet()) {
            TraceRecord record = one.getValue().record();
            if (one.getKey() >= from && record.wave().trace().equals(trace)) {
                if (records.size() == most) {
                    return new TracePage(records, one.getKey());
                }
                records.add(record);
            }
        }
        return new TracePage(records, TracePage.END);
    }
}
