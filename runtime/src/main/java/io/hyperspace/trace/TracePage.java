package io.hyperspace.trace;

import io.hyperspace.codec.Stored;
import java.util.List;

/**
 * Some of a Machine's records of one trace.
 *
 * @param next where to go on, {@link #END} when these are the last
 */
public record TracePage(List<TraceRecord> records, long next) implements Stored {

    /** There are no more. */
    public static final long END = -1;

    public TracePage {
        records = List.copyOf(records);
    }
}
