package io.hyperspace.cli;

import io.hyperspace.space.error.HyperspaceException;
import java.util.concurrent.CountDownLatch;

/** Decides how long {@code serve} runs. */
interface Lifetime {

    /** Until the process is told to end; then the server is closed before the process is gone. */
    Lifetime UNTIL_SIGNAL = server -> {
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            closed.countDown();
                        },
                        "hyperspace-stop"));
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.close();
            throw new HyperspaceException(ClientFaults.interrupted(), e);
        }
    };

    /** Waits until the server is to stop, and closes it. */
    void serve(ServerStart.Server server);
}
