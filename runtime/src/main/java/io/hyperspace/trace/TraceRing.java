package io.hyperspace.trace;

import io.hyperspace.space.trace.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The last records of a Machine. Any thread adds to it without waiting for another: it takes the next number and puts the
 * record in the place of that number, where the oldest was.
 */
final class TraceRing {

    private final AtomicReferenceArray<Numbered> slots;
    private final AtomicLong next = new AtomicLong();

    private record Numbered(long number, TraceRecord record) {}

    /** @param limit how many records there are at most, from 1 */
    TraceRing(int limit) {
        this.slots = new AtomicReferenceArray<>(limit);
    }

    void add(TraceRecord record) {
        long number = next.getAndIncrement();
        slots.set(slot(number), new Numbered(number, record));
    }

    private int slot(long number) {
        return (int) (number % slots.length());
    }

    /**
     * Records of a trace in the order in which they came.
     *
     * @param from the number from which on to look, 0 for all
     * @param most how many
     */
    TracePage page(TraceId trace, long from, int most) {
        long end = next.get();
        List<TraceRecord> records = new ArrayList<>();
        for (long number = Math.max(from, end - slots.length()); number < end; number++) {
            Numbered numbered = slots.get(slot(number));
            boolean isThere = numbered != null && numbered.number() == number;
            if (isThere && numbered.record().wave().trace().equals(trace)) {
                if (records.size() == most) {
                    return new TracePage(records, number);
                }
                records.add(numbered.record());
            }
        }
        return new TracePage(records, TracePage.END);
    }
}
