package io.hyperspace.traversal;

import io.hyperspace.driver.Reply;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.trace.Tracer;
import io.hyperspace.traversal.ParticleCommand.Deliver;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Answers the waves of one particle.
 *
 * @param record the particle's
 */
record Answering(ParticleRecord record, ParticleActor.Surroundings around, Tracer tracer) {

    /**
     * The wave has ended. Who waits for an answer is told, straight or by the star's ledger; an answer that is too large becomes
     * 413.
     *
     * @param isStored whether the particle has stored the answer, and gives it again by itself
     */
    void answer(Deliver deliver, Reply given, boolean isStored) {
        deliver.answered();
        Fault tooLarge = around.settings().refusal(given);
        Reply reply = tooLarge == null ? given : Reply.of(tooLarge);
        Traces.answered(tracer, record, deliver.wave(), reply);
        ActorRef<Reflected> replyTo = deliver.replyTo();
        if (replyTo != null) {
            WaveId of = deliver.wave().id();
            Pong pong = new Pong(WaveId.next(), of, record.point(), reply.status(), reply.headers(), reply.body());
            if (!deliver.takeAnswer(pong, isStored)) {
                around.reflector().reflect(replyTo, pong);
            }
        }
    }
}
