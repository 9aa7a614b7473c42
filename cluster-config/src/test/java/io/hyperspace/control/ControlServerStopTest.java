package io.hyperspace.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.Reply;
import io.hyperspace.space.substance.Substance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of calls that are under way when a control server stops. */
final class ControlServerStopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMillis(2_500);

    private final Path data;

    ControlServerStopTest(@TempDir Path data) {
        this.data = data;
    }

    @Test
    void aCallThatIsUnderWayIsAnswered() {
        try (TestControl control = new TestControl(data, "hyperspace.control.stop-timeout = 30s")) {
            CompletableFuture<RawHttp.Answer> call = call(control);

            CompletableFuture<Void> stopped = control.stop().toCompletableFuture();
            await().during(LONG).atMost(PATIENCE).until(() -> !stopped.isDone() && !call.isDone());
            control.executor.held.complete(Reply.ok(Substance.text("done")));

            assertThat(call).succeedsWithin(PATIENCE).matches(answer -> answer.status() == 200);
            assertThat(stopped).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void aCallThatTakesTooLongIsCutOff() {
        try (TestControl control = new TestControl(data, "hyperspace.control.stop-timeout = 100ms")) {
            CompletableFuture<RawHttp.Answer> call = call(control);

            assertThat(control.stop()).succeedsWithin(PATIENCE);

            await().atMost(PATIENCE).until(call::isDone);
        }
    }

    private static CompletableFuture<RawHttp.Answer> call(TestControl control) {
        String frame = "{\"kind\":\"Ping\",\"to\":\"localhost:held\",\"method\":\"Ext<Hello>\"}";
        CompletableFuture<RawHttp.Answer> call =
                CompletableFuture.supplyAsync(() -> RawHttp.post("/v1/wave", "application/json", frame)
                        .bearer(control.secret)
                        .send(control.address()));
        await().atMost(PATIENCE).until(() -> !control.executor.pings.isEmpty());
        return call;
    }
}
