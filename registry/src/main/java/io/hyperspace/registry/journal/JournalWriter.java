package io.hyperspace.registry.journal;

import io.hyperspace.registry.database.CommitException;
import io.hyperspace.registry.database.FencedException;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what several entities want to be stored, in one transaction if that is possible and entity by entity if it is
 * not, so that one bad writer fails alone.
 *
 * <p>Invariant: every outcome is completed. It is completed normally exactly if the events are certainly stored or
 * certainly not.
 */
final class JournalWriter {

    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

    private final Rows rows;

    /** Where events are stored. All methods block. */
    interface Rows {
        /**
         * Stores all or none.
         *
         * @throws CommitException when nobody knows which; after any other exception nothing is stored
         */
        void store(List<PendingWrite> batch) throws SQLException;

        /** Whether the events of a write whose commit has failed are stored. They never come once this has said no. */
        boolean isStored(PendingWrite write) throws SQLException;
    }

    JournalWriter(Rows rows) {
        this.rows = rows;
    }

    /** Blocks. */
    void write(List<PendingWrite> batch) {
        try {
            rows.store(batch);
            batch.forEach(write -> write.outcome().complete(null));
        } catch (FencedException e) {
            batch.forEach(write -> write.outcome().complete(e));
        } catch (SQLException | RuntimeException e) {
            if (batch.size() == 1) {
                settle(batch.get(0), e);
            } else {
                LOG.debug("a batch of {} writes failed; trying each alone", batch.size(), e);
                batch.forEach(write -> writeAlone(write, e));
            }
        }
    }

    /** After a failed commit of its batch the events may be there already; then the writer's own mark is on them. */
    private void writeAlone(PendingWrite write, Exception before) {
        boolean isThere;
        try {
            isThere = before instanceof CommitException && rows.isStored(write);
        } catch (SQLException | RuntimeException e) {
            e.addSuppressed(before);
            nobodyKnows(write, e);
            return;
        }
        try {
            if (!isThere) {
                rows.store(List.of(write));
            }
            write.outcome().complete(null);
        } catch (SQLException | RuntimeException e) {
            settle(write, e);
        }
    }

    private void settle(PendingWrite write, Exception failure) {
        if (!(failure instanceof CommitException)) {
            write.outcome().complete(failure);
            return;
        }
        try {
            write.outcome().complete(rows.isStored(write) ? null : failure);
        } catch (SQLException | RuntimeException e) {
            failure.addSuppressed(e);
            nobodyKnows(write, failure);
        }
    }

    private static void nobodyKnows(PendingWrite write, Exception failure) {
        write.outcome().completeExceptionally(failure);
    }
}
