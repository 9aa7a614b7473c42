package io.hyperspace.registry.database;

import io.hyperspace.space.error.HyperspaceException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for work that blocks, with a bounded queue before them: what does not fit is refused with 503 at once. A
 * failure that is not a fault of ours is logged here, where it is converted, and becomes 503.
 */
public final class WorkQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);
    private static final long CLOSE_SECONDS = 10;

    private final String name;
    private final int limit;
    private final ThreadPoolExecutor threads;

    /**
     * @param name what the threads and the refusals are called
     * @param threads how many pieces of work run at once
     * @param limit how many wait at most
     */
    public WorkQueue(String name, int threads, int limit) {
        this.name = name;
        this.limit = limit;
        AtomicInteger number = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(limit), work -> {
                    Thread thread = new Thread(work, "hyperspace-" + name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Does the work on a thread of the queue. */
    public <T> CompletionStage<T> submit(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            threads.execute(() -> run(work, result));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new HyperspaceException(DatabaseFaults.busy(name, limit), e));
        }
        return result;
    }

    /**
     * Does the work on a thread of the queue, and does not wait longer for it than that: then it is answered with 503,
     * while the thread still does what it does.
     */
    public <T> CompletionStage<T> submit(Callable<T> work, Duration limit) {
        return submit(work)
                .toCompletableFuture()
                .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        failure instanceof TimeoutException
                                ? new HyperspaceException(DatabaseFaults.silent(limit.toSeconds()), failure)
                                : failure));
    }

    private <T> void run(Callable<T> work, CompletableFuture<T> result) {
        try {
            result.complete(work.call());
        } catch (HyperspaceException e) {
            result.completeExceptionally(e);
        } catch (FencedException e) {
            result.completeExceptionally(new HyperspaceException(DatabaseFaults.fenced(), e));
        } catch (Exception e) {
            LOG.warn("work in the queue of {} failed", name, e);
            result.completeExceptionally(new HyperspaceException(DatabaseFaults.failed(), e));
        } catch (Error e) {
            result.completeExceptionally(e);
            throw e;
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("work in the queue of {} was abandoned", name);
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
