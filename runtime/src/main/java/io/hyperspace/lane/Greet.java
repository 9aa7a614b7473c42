package io.hyperspace.lane;

import io.hyperspace.codec.Stored;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Opens a lane.
 *
 * @param gravity where the lane's waves go from now on
 * @param epoch names this life of the gravity; numbers start at 1 again in each
 * @param through those that pass the waves on, in their order; none where the lane leads straight there
 */
public record Greet(ActorRef<GravityCommand> gravity, long epoch, List<Relay> through) implements Lane.Command, Stored {

    public Greet {
        through = List.copyOf(through);
    }

    /** Without relays. */
    static Greet straight(ActorRef<GravityCommand> gravity, long epoch) {
        return new Greet(gravity, epoch, List.of());
    }
}
