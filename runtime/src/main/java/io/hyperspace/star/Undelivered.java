package io.hyperspace.star;

import io.hyperspace.lane.Pongs;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.wave.Reflected;
import org.apache.pekko.actor.DeadLetter;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Answers the waves that were in the mailbox of a particle's actor when it was ended, such as one that took too long to let
 * go: no particle has begun them, so a kept one may come again, and who waits for another need not wait for its deadline.
 */
public final class Undelivered {

    private Undelivered() {}

    public static Behavior<DeadLetter> create() {
        return Behaviors.setup(context -> {
            context.getSystem().eventStream().tell(new EventStream.Subscribe<>(DeadLetter.class, context.getSelf()));
            return Behaviors.receiveMessage(letter -> {
                if (letter.message() instanceof Delivery delivery) {
                    refuse(delivery);
                }
                return Behaviors.same();
            });
        });
    }

    private static void refuse(Delivery delivery) {
        ActorRef<Reflected> replyTo = delivery.replyTo();
        if (replyTo != null) {
            String target = "'" + delivery.carry().target() + "'";
            replyTo.tell(Pongs.of(delivery.wave(), Faults.notReady(target)));
        }
    }
}
