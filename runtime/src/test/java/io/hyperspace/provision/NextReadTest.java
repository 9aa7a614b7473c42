package io.hyperspace.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class NextReadTest {

    private final List<CompletableFuture<String>> reads = new ArrayList<>();
    private final NextRead<String, String> next = new NextRead<>("the table", 2, key -> {
        CompletableFuture<String> read = new CompletableFuture<>();
        reads.add(read);
        return read;
    });

    @Test
    void whoComesDuringAReadSharesTheNextWithAllWhoDo() {
        CompletionStage<String> first = next.ask("a");
        CompletionStage<String> second = next.ask("a");
        CompletionStage<String> third = next.ask("a");
        assertThat(reads).hasSize(1);

        reads.get(0).complete("old");

        assertThat(first).isCompletedWithValue("old");
        assertThat(second.toCompletableFuture()).isNotDone();
        assertThat(reads).hasSize(2);
        reads.get(1).complete("new");
        assertThat(second).isCompletedWithValue("new");
        assertThat(third).isCompletedWithValue("new");
    }

    @Test
    void aReadThatFailsFailsForThoseWhoWaitedForItAlone() {
        CompletionStage<String> first = next.ask("a");
        CompletionStage<String> second = next.ask("a");

        reads.get(0).completeExceptionally(new IllegalStateException("no"));
        reads.get(1).complete("yes");

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedWithValue("yes");
    }

    @Test
    void atTheLimitOneMoreThingIsRefusedUntilOneIsDone() {
        next.ask("a");
        next.ask("b");

        assertThatThrownBy(() -> next.ask("c").toCompletableFuture().join()).hasMessageContaining("full at 2");
        assertThat(next.ask("b").toCompletableFuture()).isNotDone();

        reads.get(0).complete("done");
        assertThat(next.ask("c").toCompletableFuture()).isNotDone();
    }
}
