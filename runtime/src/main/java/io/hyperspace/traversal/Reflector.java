package io.hyperspace.traversal;

import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Reflected;
import org.apache.pekko.actor.typed.ActorRef;

/** Takes the answers of particles to those who wait for them. Called on the particle's thread; it must not block. */
@FunctionalInterface
public interface Reflector {

    /** @param replyTo who takes it, on this Machine or another */
    void reflect(ActorRef<Reflected> replyTo, Pong pong);

    /** Takes an answer, of which only a pong can be large, to who waits for it. */
    default void answer(ActorRef<Reflected> replyTo, Reflected answer) {
        if (answer instanceof Pong pong) {
            reflect(replyTo, pong);
        } else {
            replyTo.tell(answer);
        }
    }
}
