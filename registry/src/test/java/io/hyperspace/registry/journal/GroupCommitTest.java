package io.hyperspace.registry.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.registry.directory.DirectoryEvent;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.PersistentRepr$;
import org.apache.pekko.persistence.jdbc.PekkoSerialization;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private static final long ROWS = 100;
    private static final Point POINT = Point.parse("hall");
    private static final Incarnation INCARNATION = Incarnation.parse("01K00000000000000000000001");

    private final List<List<PendingWrite>> batches = Collections.synchronizedList(new ArrayList<>());
    /** The first transaction, which lasts until all others have come. */
    private final CompletableFuture<Integer> first = new CompletableFuture<>();

    private GroupCommit commits = new GroupCommit(1_000, ROWS, 10, 1, this::store);

    @BeforeEach
    void start() {
        offer(statusChanged());
        assertThat(batches).hasSize(1);
    }

    /** Takes a moment, in which the next batch comes together. */
    private CompletionStage<Integer> store(List<PendingWrite> batch) {
        batches.add(batch);
        return batches.size() == 1
                ? first
                : new CompletableFuture<Integer>().completeOnTimeout(batch.size(), 50, TimeUnit.MILLISECONDS);
    }

    private void offer(DirectoryEvent... events) {
        assertThat(commits.offer(write(events))).isTrue();
    }

    private static PendingWrite write(DirectoryEvent... events) {
        List<PendingWrite.Row> rows = new ArrayList<>();
        for (DirectoryEvent event : events) {
            PersistentRepr stored = PersistentRepr$.MODULE$.apply(
                    event, rows.size() + 1L, "directory", "", false, ActorRef.noSender(), "writer");
            rows.add(new PendingWrite.Row(stored, new PekkoSerialization.PekkoSerialized(1, "", new byte[0]), null));
        }
        return new PendingWrite(rows, new CompletableFuture<>());
    }

    private static DirectoryEvent statusChanged() {
        return new DirectoryEvent.StatusChanged(POINT, INCARNATION, Status.READY, 2);
    }

    private static DirectoryEvent removed(int children) {
        return new DirectoryEvent.Removed(IntStream.range(0, children)
                .mapToObj(child -> new DirectoryEvent.Ended(POINT, INCARNATION, 2))
                .toList());
    }

    /** How many writes went into each transaction after the first. */
    private List<Integer> sizes(int writes) {
        first.complete(1);
        await().until(() -> batches.stream().mapToInt(List::size).sum() == writes + 1);
        return batches.stream().skip(1).map(List::size).toList();
    }

    @Test
    void eventsAboutOneRecordShareATransactionUntilItsRowsAreFull() {
        for (int i = 0; i < 120; i++) {
            offer(statusChanged());
        }

        assertThat(sizes(120)).containsExactly(50, 50, 20);
    }

    @Test
    void eventsAboutManyRecordsShareATransactionWithFewOthers() {
        for (int i = 0; i < 6; i++) {
            offer(removed(39));
        }

        assertThat(sizes(6)).containsExactly(2, 2, 2);
        assertThat(batches).allSatisfy(batch -> assertThat(
                        batch.stream().mapToLong(PendingWrite::weight).sum())
                .isLessThanOrEqualTo(ROWS));
    }

    @Test
    void whatIsMoreThanATransactionIsToHaveGoesAlone() {
        offer(statusChanged());
        offer(removed(5_000));
        offer(statusChanged());
        offer(statusChanged());

        assertThat(sizes(4)).containsExactly(1, 1, 2);
    }

    @Test
    void allEventsOfAWriteCount() {
        offer(new DirectoryEvent.NumbersReserved(200), statusChanged(), removed(10));

        assertThat(sizes(1)).containsExactly(1);
        assertThat(batches.get(1).get(0).weight()).isEqualTo(1 + 2 + 11);
    }

    @Test
    void anotherTransactionBeginsBesideTheFirstWhenEnoughRowsWait() {
        commits = new GroupCommit(1_000, ROWS, 10, 2, batch -> {
            batches.add(batch);
            return new CompletableFuture<>();
        });
        offer(statusChanged());
        for (int i = 0; i < 4; i++) {
            offer(statusChanged());
        }
        assertThat(batches).hasSize(2);

        offer(statusChanged());

        assertThat(batches).hasSize(3);
        assertThat(batches.get(2)).hasSize(5);
        for (int i = 0; i < 10; i++) {
            offer(statusChanged());
        }
        assertThat(batches).hasSize(3);
    }

    @Test
    void whatWaitsIsStoredWhenATransactionEndsHoweverLittleItIs() {
        offer(statusChanged());
        assertThat(batches).hasSize(1);

        assertThat(sizes(1)).containsExactly(1);
    }

    @Test
    void oneWriteTooManyIsRefusedUntilOthersAreStored() {
        CompletableFuture<Integer> begun = new CompletableFuture<>();
        commits = new GroupCommit(2, ROWS, 10, 1, batch -> begun);
        offer(statusChanged());
        offer(statusChanged());
        offer(statusChanged());

        assertThat(commits.offer(write(statusChanged()))).isFalse();

        begun.complete(1);
        offer(statusChanged());
    }
}
