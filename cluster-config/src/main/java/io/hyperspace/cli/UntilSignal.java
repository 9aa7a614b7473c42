package io.hyperspace.cli;

import io.hyperspace.space.error.HyperspaceException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * Until the process is told to end; then what was served is closed before the process is gone, which ends with 0, or with 70
 * when it could not be closed in order. The JVM would say that a signal ended it, and whoever sent the signal would take an ordered end for a failure. A start that is
 * under way is broken off, and the process is gone when the start has cleared away what it had begun.
 */
final class UntilSignal implements Lifetime {

    private final CompletableFuture<Void> told = new CompletableFuture<>();
    private final CompletableFuture<Served> started = new CompletableFuture<>();

    private UntilSignal() {}

    /** Serves in this process. */
    static int serveInProcess(Function<CompletionStage<Void>, ? extends Served> start) {
        return new UntilSignal().serve(start);
    }

    @Override
    public int serve(Function<CompletionStage<Void>, ? extends Served> start) {
        Thread stop = new Thread(this::stop, "hyperspace-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            Served served = start.apply(told);
            started.complete(served);
            await(served.ended().toCompletableFuture());
            forget(stop);
            served.close();
            return ExitCode.LOST;
        } finally {
            if (started.cancel(false)) {
                forget(stop);
            }
        }
    }

    private void stop() {
        told.complete(null);
        Runtime.getRuntime().halt(exitCode(started));
    }

    /**
     * Stops what was started, if it was, and waits for that.
     *
     * @return what the process is to end with
     */
    static int exitCode(CompletableFuture<? extends Served> started) {
        return started.handle((served, notStarted) -> served)
                .thenApply(served -> served == null || served.stop())
                .handle((inOrder, failure) -> Boolean.TRUE.equals(inOrder) ? ExitCode.OK : ExitCode.OUR_FAULT)
                .join();
    }

    /** Takes the hook back, or waits for it to end the process, if it has been called. */
    private static void forget(Thread stop) {
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException e) {
            await(new CompletableFuture<>());
        }
    }

    private static void await(CompletableFuture<Void> end) {
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
