package io.hyperspace.registry.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.registry.database.CommitException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What each writer is told when a database fails in the middle. */
final class JournalWriterTest {

    private final SQLException away = new SQLException("away");
    private final SQLException lost = new CommitException(away);

    private final Disk disk = new Disk();
    private final JournalWriter writer = new JournalWriter(disk);

    @Test
    void aBatchThatIsRefusedIsTriedOneByOne() {
        List<PendingWrite> batch = batch(2);
        disk.fails(away, null, away);

        writer.write(batch);

        assertThat(batch.get(0).outcome()).isCompletedWithValue(null);
        assertThat(batch.get(1).outcome()).isCompletedWithValue(away);
        assertThat(disk.stored).containsExactly(batch.get(0));
    }

    @Test
    void whatALostCommitHasStoredIsNotStoredAgain() {
        List<PendingWrite> batch = batch(2);
        disk.fails(lost);
        disk.stored.add(batch.get(1));

        writer.write(batch);

        assertThat(batch).allSatisfy(write -> assertThat(write.outcome()).isCompletedWithValue(null));
        assertThat(disk.stored).containsExactlyInAnyOrderElementsOf(batch);
    }

    @Test
    void nobodyIsToldThatALostCommitHasStoredNothingWhenNobodyCanLook() {
        List<PendingWrite> batch = batch(2);
        disk.fails(lost);
        disk.isUnreadable = true;

        writer.write(batch);

        assertThat(batch).allSatisfy(write -> assertThat(write.outcome()).failsWithin(Duration.ZERO));
        assertThat(disk.stored).isEmpty();
    }

    @Test
    void aLostCommitOfOneAloneIsLookedUp() {
        List<PendingWrite> alone = batch(1);
        disk.fails(lost);
        writer.write(alone);
        List<PendingWrite> unknown = batch(1);
        disk.fails(lost);
        disk.isUnreadable = true;
        writer.write(unknown);

        assertThat(alone.get(0).outcome()).isCompletedWithValue(lost);
        assertThat(unknown.get(0).outcome()).failsWithin(Duration.ZERO);
    }

    private static List<PendingWrite> batch(int size) {
        return Stream.generate(() -> new PendingWrite(List.of(), 1, new CompletableFuture<@Nullable Exception>()))
                .limit(size)
                .toList();
    }

    /** Fails as it is told to, and remembers what it has stored. */
    private final class Disk implements JournalWriter.Rows {
        private final List<PendingWrite> stored = new ArrayList<>();
        private final Deque<Optional<SQLException>> failures = new ArrayDeque<>();
        private boolean isUnreadable;

        /** What the next writes fail with in turn; null for one that does not. */
        void fails(@Nullable SQLException... next) {
            for (SQLException failure : next) {
                failures.add(Optional.ofNullable(failure));
            }
        }

        @Override
        public void store(List<PendingWrite> batch) throws SQLException {
            Optional<SQLException> failure = failures.isEmpty() ? Optional.empty() : failures.remove();
            if (failure.isPresent()) {
                throw failure.get();
            }
            stored.addAll(batch);
        }

        @Override
        public boolean isStored(PendingWrite write) throws SQLException {
            if (isUnreadable) {
                throw away;
            }
            return stored.stream().anyMatch(one -> one.outcome() == write.outcome());
        }
    }
}
