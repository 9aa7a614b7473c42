package io.hyperspace.testkit;

import io.hyperspace.driver.Reply;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.wave.Directed;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * A particle whose core is the test: it sees each wave that passed field and shell, and answers it. Built on Pekko's test
 * probe, so waiting for a wave that does not come ends after the probe's default time with an assertion error.
 */
public final class ParticleProbe {

    private final Point point;
    private final TestProbe<Received> probe;

    /** A wave at the core of a probe, waiting for its answer. */
    public record Received(Directed wave, CompletableFuture<Reply> answer)
            implements NoSerializationVerificationNeeded {

        /** Answers the wave. */
        public void reply(Reply reply) {
            answer.complete(reply);
        }
    }

    ParticleProbe(Point point, ActorSystem<?> system) {
        this.point = point;
        this.probe = TestProbe.create(system);
    }

    public Point point() {
        return point;
    }

    /** The next wave. */
    public Received receive() {
        return probe.receiveMessage();
    }

    /** Checks that no wave comes for a while. */
    public void expectNoWave(Duration time) {
        probe.expectNoMessage(time);
    }

    CompletionStage<Reply> receive(Directed wave) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        probe.ref().tell(new Received(wave, answer));
        return answer;
    }
}
