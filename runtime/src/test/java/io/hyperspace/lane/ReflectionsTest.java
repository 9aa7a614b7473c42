package io.hyperspace.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;

final class ReflectionsTest {

    private static final Point TARGET = Point.parse("test:echo");
    private static final long LATER = Long.MAX_VALUE;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Reflections table = new Reflections(10);

    @Test
    void whoPingsOnAMachineThatHasStoppedDoesNotWait() {
        CompletableFuture<Pong> before;
        ActorTestKit kit = ActorTestKit.create();
        try {
            kit.spawn(Reflections.create(table, Duration.ofMillis(50)));
            before = ping();
            assertThat(before).isNotDone();
        } finally {
            kit.shutdownTestKit();
        }

        CompletableFuture<Pong> after = ping();

        assertThat(before).isCompletedWithValueMatching(pong -> pong.status() == 503);
        assertThat(after).isCompletedWithValueMatching(pong -> pong.status() == 503);
    }

    @Test
    void aTableThatSettlesWaitsForPongsAndThenEndsWhatIsLeftWith503() {
        ActorTestKit kit = ActorTestKit.create();
        try {
            kit.spawn(Reflections.create(table, Duration.ofMillis(5)));
            WaveId first = WaveId.next();
            CompletableFuture<Pong> answered =
                    table.expect(first, TARGET, LATER).toCompletableFuture();

            CompletableFuture<Void> settled = table.settle(LATER).toCompletableFuture();
            assertThat(settled).isNotDone();
            table.complete(new Pong(WaveId.next(), first, TARGET, 200, Headers.NONE, Substance.text("done")));

            assertThat(settled).succeedsWithin(PATIENCE);
            assertThat(answered.join().status()).isEqualTo(200);

            CompletableFuture<Pong> late = ping();
            assertThat(table.settle(System.currentTimeMillis())).succeedsWithin(PATIENCE);
            assertThat(late).isCompletedWithValueMatching(pong -> pong.status() == 503);
        } finally {
            kit.shutdownTestKit();
        }
    }

    private CompletableFuture<Pong> ping() {
        return table.expect(WaveId.next(), TARGET, LATER).toCompletableFuture();
    }
}
