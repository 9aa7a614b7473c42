package io.hyperspace.registry.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.QueueOfferResult;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Lets writes that come while others are being stored share the next transaction. How many do is a matter of the rows
 * that they take, not of their number, for one event may be about thousands of records. A write that alone takes more
 * than a transaction is to have is not divided: it goes alone.
 */
final class GroupCommit {

    /** Stores a batch; must not fail. */
    interface Store {
        CompletionStage<Integer> write(List<PendingWrite> batch);
    }

    private final BoundedSourceQueue<PendingWrite> queue;

    /**
     * @param buffer so many writes wait at most
     * @param rows so many rows at most are in a transaction of several writes
     * @param parallelism so many transactions at once
     */
    GroupCommit(int buffer, long rows, int parallelism, Store store, Materializer materializer) {
        this.queue = Source.<PendingWrite>queue(buffer)
                .batchWeighted(rows, PendingWrite::weight, GroupCommit::batch, GroupCommit::more)
                .mapAsync(parallelism, store::write)
                .to(Sink.ignore())
                .run(materializer);
    }

    /** Returns whether there was room for it. */
    boolean offer(PendingWrite write) {
        return queue.offer(write) == QueueOfferResult.enqueued();
    }

    private static List<PendingWrite> batch(PendingWrite first) {
        List<PendingWrite> batch = new ArrayList<>();
        batch.add(first);
        return batch;
    }

    private static List<PendingWrite> more(List<PendingWrite> batch, PendingWrite next) {
        batch.add(next);
        return batch;
    }
}
