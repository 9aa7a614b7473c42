package io.hyperspace.lane;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.wave.Reflected;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a wave that had a number already when its way came to lead over another Machine, for which it is too large. The
 * lane cannot say whether gravity has admitted the wave. So gravity admits this in its place, and the sender is refused then;
 * if it has the wave, it takes this for the same once more, and the wave's own answer is the only one.
 *
 * <p>Such a wave was sent within this Machine, so gravity is on it, and this goes straight there and on no wire.
 *
 * @param lane see {@link Numbered#lane}
 * @param number the wave's
 * @param target whom the wave was for
 * @param replyTo who waits for the wave's answer; null when nobody does
 * @param answer what that one is told
 */
public record Refusal(
        ActorRef<Lane.Command> lane,
        long number,
        Point target,
        @Nullable ActorRef<Reflected> replyTo,
        Reflected answer) implements Numbered, NoSerializationVerificationNeeded {

    /** Refuses the wave; gravity has admitted this. */
    public void tell() {
        if (replyTo != null) {
            replyTo.tell(answer);
        }
    }
}
