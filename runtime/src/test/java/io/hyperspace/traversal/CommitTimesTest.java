package io.hyperspace.traversal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class CommitTimesTest {

    @Test
    void eachCommitThatDoesNotEndIsEndedInTime() {
        CommitTimes times = new CommitTimes(Duration.ofMillis(100));
        CompletableFuture<Void> ended = new CompletableFuture<>();
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> second = new CompletableFuture<>();
        times.begin(ended);
        times.begin(first);
        ended.complete(null);
        times.begin(second);

        assertThat(first)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(TimeoutException.class);
        assertThat(second).failsWithin(Duration.ofSeconds(30));
        assertThat(ended).isCompleted();

        CompletableFuture<Void> later = new CompletableFuture<>();
        times.begin(later);
        assertThat(later).failsWithin(Duration.ofSeconds(30));
    }
}
