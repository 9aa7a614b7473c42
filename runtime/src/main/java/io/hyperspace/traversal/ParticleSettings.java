package io.hyperspace.traversal;

import com.typesafe.config.Config;
import io.hyperspace.codec.BodyWeight;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one particle, read from {@code hyperspace.particle}.
 *
 * @param inFlight waves that one particle has under way
 * @param waiting waves of one particle that wait for a decision on access
 * @param decisions how often a decision on access that was overtaken by a change is read again for one wave
 * @param waveTime the deadline of a wave that a particle sends out of nothing
 * @param startTimeout how long the start of a particle may take
 * @param commitTimeout how long a commit of durable state may take
 * @param maxValue bytes of one durable value
 * @param maxState bytes of all durable keys and values
 * @param maxHandled durable waves whose replies one particle's durable state keeps
 * @param maxReplies bytes of these replies
 * @param maxLeaving waves whose durable signals have not all left
 * @param handledSlack how long after its deadline a durable wave is remembered
 * @param signalTime the deadline of a durable signal
 * @param maxBody bytes of an answer
 * @param maxEvent bytes that a durable state stores of one wave
 */
public record ParticleSettings(
        int inFlight,
        int waiting,
        int decisions,
        Duration waveTime,
        Duration startTimeout,
        Duration commitTimeout,
        int maxValue,
        int maxState,
        int maxHandled,
        int maxReplies,
        int maxLeaving,
        Duration handledSlack,
        Duration signalTime,
        long maxBody,
        long maxEvent) {

    /** Why an answer is too large; null when it is not. */
    @Nullable Fault refusal(Reply reply) {
        return BodyWeight.exceeds(reply.body(), reply.headers(), maxBody)
                ? Faults.tooLarge("the answer", maxBody)
                : null;
    }

    public static ParticleSettings of(Config hyperspace) {
        Config particle = hyperspace.getConfig("particle");
        return new ParticleSettings(
                particle.getInt("in-flight"),
                particle.getInt("waiting"),
                particle.getInt("decisions"),
                particle.getDuration("wave-time"),
                particle.getDuration("start-timeout"),
                particle.getDuration("state.commit-timeout"),
                Math.toIntExact(particle.getBytes("state.max-value")),
                Math.toIntExact(particle.getBytes("state.max-size")),
                particle.getInt("state.max-handled"),
                Math.toIntExact(particle.getBytes("state.max-replies")),
                particle.getInt("state.max-leaving"),
                particle.getDuration("state.handled-slack"),
                hyperspace.getDuration("delivery.signal-time"),
                hyperspace.getBytes("waves.max-body"),
                particle.getBytes("state.max-event"));
    }
}
