package io.hyperspace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What a process ends with that is told to end. */
final class UntilSignalTest {

    @Test
    void whatStoppedInOrderEndsWith0() {
        assertThat(UntilSignal.exitCode(started(() -> true))).isZero();
    }

    @Test
    void whatDidNotStopInOrderEndsWith70() {
        assertThat(UntilSignal.exitCode(started(() -> false))).isEqualTo(70);
        assertThat(UntilSignal.exitCode(started(() -> {
                    throw new IllegalStateException("it cannot stop");
                })))
                .isEqualTo(70);
    }

    @Test
    void whatHadNotStartedEndsWith0() {
        CompletableFuture<Lifetime.Served> brokenOff = new CompletableFuture<>();
        brokenOff.cancel(false);

        assertThat(UntilSignal.exitCode(brokenOff)).isZero();
    }

    private static CompletableFuture<Lifetime.Served> started(BooleanSupplier stop) {
        return CompletableFuture.completedFuture(new Lifetime.Served() {
            @Override
            public CompletionStage<Void> ended() {
                return new CompletableFuture<>();
            }

            @Override
            public void close() {
                stop();
            }

            @Override
            public boolean stop() {
                return stop.getAsBoolean();
            }
        });
    }
}
