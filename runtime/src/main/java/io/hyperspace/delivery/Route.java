package io.hyperspace.delivery;

import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Reflected;
import org.apache.pekko.actor.typed.ActorRef;

/** The way of this Machine's waves to wherever their targets live. */
@FunctionalInterface
public interface Route {

    /** Sends a wave once. Whoever takes it answers, unless he or his Machine is lost. */
    void send(Directed wave, ActorRef<Reflected> replyTo);

    /** Takes the answer to a wave to who waits for it, on this Machine or another. */
    default void answer(ActorRef<Reflected> replyTo, Reflected answer) {
        replyTo.tell(answer);
    }
}
