package io.hyperspace.registry.journal;

import io.hyperspace.registry.directory.DirectoryEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.jdbc.PekkoSerialization;
import org.jspecify.annotations.Nullable;

/**
 * What one entity wants to be stored: all of it or none.
 *
 * @param rows its events, in order
 * @param weight how many rows it takes: one in the journal for each event, and those of the records that the events are about
 * @param outcome completed with null when they are stored, with the reason when they are certainly not; failed when
 *     nobody knows
 */
record PendingWrite(List<Row> rows, long weight, CompletableFuture<@Nullable Exception> outcome) {

    /** An event, and how it is serialized. */
    record Row(
            PersistentRepr event,
            PekkoSerialization.PekkoSerialized payload,
            PekkoSerialization.@Nullable PekkoSerialized metadata) {
        private long weight() {
            return event.payload() instanceof DirectoryEvent happened ? 1L + happened.records() : 1;
        }
    }

    PendingWrite {
        rows = List.copyOf(rows);
    }

    PendingWrite(List<Row> rows, CompletableFuture<@Nullable Exception> outcome) {
        this(rows, rows.stream().mapToLong(Row::weight).sum(), outcome);
    }
}
