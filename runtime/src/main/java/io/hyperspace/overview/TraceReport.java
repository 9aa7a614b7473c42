package io.hyperspace.overview;

import io.hyperspace.space.trace.TraceId;
import io.hyperspace.trace.TraceRecord;
import java.util.List;

/**
 * What the Machines have of a trace.
 *
 * @param trace which
 * @param records in order of time; of different Machines, as far as their clocks agree
 * @param more whether a Machine has more of it than are told
 * @param silent the addresses of those that did not answer in time
 */
public record TraceReport(TraceId trace, List<TraceRecord> records, boolean more, List<String> silent) {

    public TraceReport {
        records = List.copyOf(records);
        silent = List.copyOf(silent);
    }
}
