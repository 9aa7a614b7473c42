package io.hyperspace.cli;

import io.hyperspace.space.error.HyperspaceException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/** Decides how long what this process serves runs. */
interface Lifetime {

    /** What is served until the process is told to end, or until it ends by itself. */
    interface Served extends AutoCloseable {

        /** Completes when it has ended. */
        CompletionStage<Void> ended();

        @Override
        void close();
    }

    /**
     * Until the process is told to end; then what was served is closed before the process is gone, which ends with 0. The
     * JVM would say that a signal ended it, and whoever sent the signal would take an ordered end for a failure.
     */
    Lifetime UNTIL_SIGNAL = served -> {
        CountDownLatch told = new CountDownLatch(1);
        Thread stop = new Thread(
                () -> {
                    told.countDown();
                    served.close();
                    Runtime.getRuntime().halt(ExitCode.OK);
                },
                "hyperspace-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        awaitEnd(served.ended().toCompletableFuture());
        if (told.getCount() == 0) {
            awaitEnd(new CompletableFuture<>());
        }
        Runtime.getRuntime().removeShutdownHook(stop);
        served.close();
        return ExitCode.LOST;
    };

    /**
     * Waits until what is served is to stop, and closes it.
     *
     * @return what the process is to end with
     */
    int serve(Served served);

    private static void awaitEnd(CompletableFuture<Void> end) {
        try {
            end.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HyperspaceException(ClientFaults.interrupted(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
