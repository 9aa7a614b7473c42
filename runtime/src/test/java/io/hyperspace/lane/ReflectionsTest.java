package io.hyperspace.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;

final class ReflectionsTest {

    private static final Point TARGET = Point.parse("test:echo");
    private static final long LATER = Long.MAX_VALUE;

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

    private CompletableFuture<Pong> ping() {
        return table.expect(WaveId.next(), TARGET, LATER).toCompletableFuture();
    }
}
