package io.hyperspace.registry.database;

import static io.hyperspace.registry.TestMachine.fault;
import static io.hyperspace.registry.TestMachine.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WorkQueueTest {

    @Test
    void workThatDoesNotFitIsRefusedAtOnce() {
        CountDownLatch go = new CountDownLatch(1);
        try (WorkQueue queue = new WorkQueue("tests", 1, 1)) {
            CompletionStage<Integer> running = queue.submit(() -> {
                go.await();
                return 1;
            });
            CompletionStage<Integer> waiting = queue.submit(() -> 2);
            CompletionStage<Integer> refused = queue.submit(() -> 3);

            assertThat(fault(refused).status()).isEqualTo(503);
            assertThat(fault(refused).code()).isEqualTo("E0723");
            go.countDown();
            assertThat(get(running)).isEqualTo(1);
            assertThat(get(waiting)).isEqualTo(2);
        }
    }

    @Test
    void aFailureThatIsNotOursBecomes503() {
        try (WorkQueue queue = new WorkQueue("tests", 1, 1)) {
            CompletionStage<Integer> failed = queue.submit(() -> {
                throw new java.sql.SQLException("on purpose");
            });

            assertThat(fault(failed).code()).isEqualTo("E0724");
        }
    }
}
