package io.hyperspace;

import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for stages on the threads of those who embed a Machine. */
final class Blocking {

    private Blocking() {}

    /** Waits without a limit of its own: for stages that have a deadline. */
    static <T> T get(CompletionStage<T> stage) {
        return get(stage, Duration.ofNanos(Long.MAX_VALUE));
    }

    /** Waits; 408 when it takes longer, 503 when the thread is interrupted. */
    static <T> T get(CompletionStage<T> stage, Duration atMost) {
        try {
            return stage.toCompletableFuture().get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw rethrown(e);
        } catch (TimeoutException e) {
            throw new HyperspaceException(Faults.timedOut("the Machine"), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HyperspaceException(Faults.notReady("the waiting thread was interrupted; an answer"), e);
        }
    }

    private static RuntimeException rethrown(ExecutionException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HyperspaceException ours) {
                return ours;
            }
        }
        return new IllegalStateException(failure.getCause());
    }
}
